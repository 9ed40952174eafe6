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
  ///
  /// - Parameter keepingMissing: missing values are none of them, but in rows without any value.
  func badValues(keepingMissing: Bool) -> [BadValue] {
    elements.withUnsafeElements { elements in
      if Scalar.areAllFinite(UnsafeBufferPointer(elements)) { return [] }
      return (0..<rows).compactMap { row in
        let values = UnsafeMutableBufferPointer(rebasing: elements[(row * columns)..<((row + 1) * columns)])
        let bad = values.firstIndex { keepingMissing ? $0.isNoMissingValue : !$0.isFinite }
        if let bad { return BadValue(row: row, column: bad) }
        let isEmpty = keepingMissing && !values.isEmpty && values.allSatisfy { !$0.isFinite }
        return isEmpty ? BadValue(row: row, column: 0, isEmptyRow: true) : nil
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

/// A value that makes its row a bad one.
struct BadValue {
  var row: Int
  var column: Int
  /// Whether the whole row is missing.
  var isEmptyRow = false
}

extension Double {
  /// What stands for a cell that is neither a number nor missing: a NaN that can be told from ``nan``.
  static let noNumber = Double(nan: 7, signaling: false)
}

extension FileScalar {
  /// Whether it is not finite, and stands for no missing value.
  var isNoMissingValue: Bool {
    guard !isFinite else { return false }
    return !isNaN || UInt64(truncatingIfNeeded: significandBitPattern) & 7 == 7
  }
}
