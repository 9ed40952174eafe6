internal import Matrices

/// The numbers of a text, one row per record, and what else a pass over it found. A value is not finite where no number
/// stands.
struct ParsedTable<Scalar: FileScalar>: ~Copyable {
  private var elements: GrowingElements<Scalar>
  private(set) var rows: Int
  private(set) var columns: Int
  /// Per column of the text.
  let counts: [ColumnCounts]

  init(elements: consuming GrowingElements<Scalar>, rows: Int, columns: Int, counts: [ColumnCounts]) {
    self.elements = elements
    (self.rows, self.columns, self.counts) = (rows, columns, counts)
  }

  subscript(row: Int, column: Int) -> Double { Double(elements[row * columns + column]) }

  /// Leaves out columns; those that stay are named in ascending order.
  mutating func keepColumns(_ kept: [Int]) {
    guard kept.count < columns else { return }
    elements.withUnsafeElements { elements in
      var target = 0
      for row in 0..<rows {
        for column in kept {
          elements[target] = elements[row * columns + column]
          target += 1
        }
      }
    }
    columns = kept.count
    elements.shorten(to: rows * columns)
  }

  /// The first value that is not finite in each row that has one.
  func badValues() -> [(row: Int, column: Int)] {
    elements.withUnsafeElements { elements in
      if Scalar.areAllFinite(UnsafeBufferPointer(elements)) { return [] }
      return (0..<rows).compactMap { row in
        let column = (0..<columns).first { !elements[row * columns + $0].isFinite }
        return column.map { (row, $0) }
      }
    }
  }

  /// Leaves out rows, in ascending order.
  mutating func dropRows(_ dropped: some Sequence<Int>) {
    elements.withUnsafeElements { elements in
      var iterator = dropped.makeIterator()
      var next = iterator.next()
      var target = 0
      for row in 0..<rows {
        if row == next {
          next = iterator.next()
          continue
        }
        if target != row {
          for column in 0..<columns { elements[target * columns + column] = elements[row * columns + column] }
        }
        target += 1
      }
      rows = target
    }
    elements.shorten(to: rows * columns)
  }

  /// The matrix, which takes the memory over.
  consuming func matrix() -> Matrix<Scalar> {
    let (rows, columns) = (rows, columns)
    return elements.matrix(rows: rows, columns: columns)
  }
}
