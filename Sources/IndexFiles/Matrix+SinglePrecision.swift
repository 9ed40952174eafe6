internal import Matrices

extension Matrix<Double> {
  /// The nearest numbers of 32 bits.
  ///
  /// - Throws: ``IndexFileError/beyondSinglePrecision(row:column:value:)`` for the first that has none; for the largest, where all are too small.
  func inSinglePrecision() throws(IndexFileError) -> Matrix<Float> {
    let floats = converted(to: Float.self)
    if let bad = floats.withUnsafeElements({ $0.firstIndex { !$0.isFinite } }) {
      let (row, column) = (bad / columns, bad % columns)
      throw .beyondSinglePrecision(row: row, column: column, value: self[row, column])
    }
    let largest = withUnsafeElements { elements in
      elements.indices.max { elements[$0].magnitude < elements[$1].magnitude }
    }
    if let largest {
      let (row, column) = (largest / columns, largest % columns)
      let value = self[row, column]
      guard value == 0 || floats[row, column].isNormal else {
        throw .beyondSinglePrecision(row: row, column: column, value: value)
      }
    }
    return floats
  }
}

extension NumericMatrix {
  /// The nearest numbers of 32 bits; the matrix itself where it has no others.
  func inSinglePrecision() throws(IndexFileError) -> Matrix<Float> {
    switch self {
    case .float(let matrix): matrix
    case .double(let matrix): try matrix.inSinglePrecision()
    }
  }
}

extension Matrix<Double> {
  /// The first rows of two that differ, though not in 32 bits; nil where there are none.
  ///
  /// - Complexity: O(rows * log(rows) * columns) at most.
  package var rowsAlikeInSinglePrecision: (first: Int, second: Int)? {
    func order(_ first: Int, _ second: Int) -> Int {
      for column in 0..<columns {
        let (left, right) = (Float(self[first, column]), Float(self[second, column]))
        if left != right { return left < right ? -1 : 1 }
      }
      return 0
    }
    let sorted = (0..<rows).sorted { left, right in
      let order = order(left, right)
      return order == 0 ? left < right : order < 0
    }
    let pairs = zip(sorted, sorted.dropFirst()).filter { left, right in
      order(left, right) == 0 && (0..<columns).contains { self[left, $0] != self[right, $0] }
    }
    return pairs.min { $0.1 < $1.1 }.map { (first: $0.0, second: $0.1) }
  }
}
