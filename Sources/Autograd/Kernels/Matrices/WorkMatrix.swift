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
    let tile = 8
    elements.withUnsafeBufferPointer { x in
      result.elements.withUnsafeMutableBufferPointer { out in
        for top in stride(from: 0, to: rows, by: tile) {
          for left in stride(from: 0, to: columns, by: tile) {
            for row in top..<Swift.min(top + tile, rows) {
              for column in left..<Swift.min(left + tile, columns) {
                out[column * rows + row] = x[row * columns + column]
              }
            }
          }
        }
      }
    }
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
