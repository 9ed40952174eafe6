/// A matrix in Double that is being worked on, row by row.
///
/// What is computed on it is plain arithmetic in a fixed order: the same bits on every machine.
struct WorkMatrix {
  let rows: Int
  let columns: Int
  var elements: [Double]

  init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    elements = .zeros(rows * columns)
  }

  init(rows: Int, columns: Int, elements: [Double]) {
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

  var transposed: WorkMatrix {
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

  /// The columns in another order.
  func selectingColumns(_ order: [Int]) -> WorkMatrix {
    var result = WorkMatrix(rows: rows, columns: order.count)
    for row in 0..<rows { for (place, column) in order.enumerated() { result[row, place] = self[row, column] } }
    return result
  }

  mutating func scaleColumn(_ column: Int, by factor: Double) {
    for row in 0..<rows { self[row, column] *= factor }
  }

  /// Turns two columns into each other: c a - s b and s a + c b.
  mutating func rotateColumns(_ a: Int, _ b: Int, cosine: Double, sine: Double) {
    elements.withUnsafeMutableBufferPointer { x in
      for start in stride(from: 0, to: rows * columns, by: columns) {
        let (left, right) = (x[start + a], x[start + b])
        x[start + a] = cosine * left - sine * right
        x[start + b] = sine * left + cosine * right
      }
    }
  }

  /// The sum of products of two columns.
  func product(ofColumns a: Int, _ b: Int) -> Double {
    elements.withUnsafeBufferPointer { x in
      var sum = 0.0
      for start in stride(from: 0, to: rows * columns, by: columns) { sum += x[start + a] * x[start + b] }
      return sum
    }
  }

  /// Whether the element of largest magnitude in a column, the first of equals, is negative.
  func isTurned(_ column: Int) -> Bool {
    var extreme = 0.0
    for row in 0..<rows where self[row, column].magnitude > extreme.magnitude { extreme = self[row, column] }
    return extreme < 0
  }
}
