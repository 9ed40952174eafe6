internal import Matrices

extension VectorFileReader {
  /// The labels of a file: one whole number per row.
  ///
  /// A `.npy` file of shape (n,) or (n, 1) of any integer type, boolean, or floating point with whole values; or text
  /// of one column, with or without a heading, whose numbers lie within 2^53. ``dropsBadRows`` does not apply: labels
  /// belong to rows by position.
  ///
  /// - Throws: ``VectorFileError``, at the first row that is not a whole number.
  /// - Complexity: O(size).
  public func readLabels(_ path: String) throws(VectorFileError) -> [Int] {
    let file = try MappedFile(path: path)
    if case .numPy = try FileFormat(file), let labels = try integers(file) { return labels }
    let column = try NumericColumn(file)
    var labels: [Int] = []
    labels.reserveCapacity(column.values.count)
    for (row, value) in column.values.enumerated() {
      guard value.magnitude <= 0x1p53, let label = Int(exactly: value) else {
        throw column.failure(row, "the label \(value) is not a whole number", "write whole numbers")
      }
      labels.append(label)
    }
    return labels
  }

  /// The weights of a file: one finite number >= 0 per row, not all zero.
  ///
  /// A `.npy` file of shape (n,) or (n, 1), or text of one column. ``dropsBadRows`` does not apply.
  ///
  /// - Throws: ``VectorFileError``, at the first row with a negative weight or one that is not finite.
  /// - Complexity: O(size).
  public func readWeights(_ path: String) throws(VectorFileError) -> [Double] {
    let column = try NumericColumn(MappedFile(path: path))
    if let row = column.values.firstIndex(where: { $0 < 0 }) {
      throw column.failure(row, "the weight \(column.values[row]) is negative", "write weights >= 0")
    }
    guard column.values.contains(where: { $0 > 0 }) else {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: "all weights are zero",
        advice: "give at least one row a weight > 0")
    }
    return column.values
  }

  /// The values of an integer or boolean `.npy` file; nil when it holds floating point.
  private func integers(_ file: MappedFile) throws(VectorFileError) -> [Int]? {
    let header = try NumPyHeader(file)
    switch header.elementType {
    case .float16, .bfloat16, .float32, .float64: return nil
    default: break
    }
    let failure = NumPyFailure(path: file.path)
    let rows = header.shape.first ?? 0
    guard header.shape.count == 1 || (header.shape.count == 2 && header.shape[1] == 1) else {
      throw failure.shape(header.shape, "is not that of one column")
    }
    guard rows > 0 else { throw failure.shape(header.shape, "has no rows") }
    let values = NumPyElements(file: file, header: header, rows: rows, columns: 1).integers()
    var labels: [Int] = []
    labels.reserveCapacity(rows)
    for (row, value) in values.enumerated() {
      guard let value else {
        throw failure.make(.row(row, column: nil), "the label is too large", "write labels below 2^63")
      }
      labels.append(value)
    }
    return labels
  }
}
