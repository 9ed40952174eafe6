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
