internal import Matrices

extension Matrix<Double> {
  /// The nearest numbers of 32 bits.
  ///
  /// - Throws: ``IndexFileError/beyondSinglePrecision(row:column:value:)`` for the first that has none.
  func inSinglePrecision() throws(IndexFileError) -> Matrix<Float> {
    let floats = converted(to: Float.self)
    if let bad = floats.withUnsafeElements({ $0.firstIndex { !$0.isFinite } }) {
      let (row, column) = (bad / columns, bad % columns)
      throw .beyondSinglePrecision(row: row, column: column, value: self[row, column])
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
