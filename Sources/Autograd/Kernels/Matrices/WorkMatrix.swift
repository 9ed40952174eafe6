/// A matrix in Double that is being worked on, row by row.
///
/// What is computed on it is plain arithmetic in a fixed order: the same bits on every machine.
package struct WorkMatrix: Sendable {
  package let rows: Int
  package let columns: Int
  package var elements: [Double]

  package init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    elements = .zeros(rows * columns)
  }

  package init(rows: Int, columns: Int, elements: [Double]) {
    (self.rows, self.columns, self.elements) = (rows, columns, elements)
  }

  static func identity(_ count: Int) -> WorkMatrix {
    var identity = WorkMatrix(rows: count, columns: count)
    for index in 0..<count { identity[index, index] = 1 }
    return identity
  }

  subscript(row: Int, column: Int) -> Double {
    @inline(__always) get { elements[row * columns + column] }
    @inline(__always) set { elements[row * columns + column] = newValue }
  }

  package var transposed: WorkMatrix {
    var result = WorkMatrix(rows: columns, columns: rows)
    for row in 0..<rows { for column in 0..<columns { result[column, row] = self[row, column] } }
    return result
  }

  /// The power of two in the largest magnitude; 1 of a matrix of zeros.
  var unit: Double {
    let largest = elements.reduce(0) { Swift.max($0, $1.magnitude) }
    return largest > 0 ? largest.binade : 1
  }

  mutating func swapRows(_ a: Int, _ b: Int) {
    if a == b { return }
    for column in 0..<columns { elements.swapAt(a * columns + column, b * columns + column) }
  }

  mutating func scaleColumn(_ column: Int, by factor: Double) {
    for row in 0..<rows { self[row, column] *= factor }
  }

  /// Turns two rows into each other: c a - s b and s a + c b.
  mutating func rotateRows(_ a: Int, _ b: Int, cosine: Double, sine: Double) {
    elements.withUnsafeMutableBufferPointer { x in
      let (a, b) = (x.baseAddress! + a * columns, x.baseAddress! + b * columns)
      for column in 0..<columns {
        let (left, right) = (a[column], b[column])
        a[column] = cosine * left - sine * right
        b[column] = sine * left + cosine * right
      }
    }
  }

  /// The sum of products of two rows.
  func product(ofRows a: Int, _ b: Int) -> Double {
    elements.withUnsafeBufferPointer { x in
      var sum = 0.0
      for column in 0..<columns { sum += x[a * columns + column] * x[b * columns + column] }
      return sum
    }
  }

  mutating func scaleRow(_ row: Int, by factor: Double) {
    for place in (row * columns)..<((row + 1) * columns) { elements[place] *= factor }
  }

  /// The rows in another order.
  func selectingRows(_ order: [Int]) -> WorkMatrix {
    WorkMatrix(
      rows: order.count, columns: columns,
      elements: order.flatMap { elements[($0 * columns)..<(($0 + 1) * columns)] })
  }

  /// Whether the element of largest magnitude in a row, the first of equals, is negative.
  func isTurned(_ row: Int) -> Bool {
    var extreme = 0.0
    for column in 0..<columns where self[row, column].magnitude > extreme.magnitude { extreme = self[row, column] }
    return extreme < 0
  }
}
