extension VectorFileReader {
  /// The labels of a file: one whole number per row.
  ///
  /// An array of shape (n,) or (n, 1) of any integer type, boolean, or floating point with whole values; or text
  /// of one column, with or without a heading, whose numbers lie within 2^53. ``dropsBadRows`` does not apply: labels
  /// belong to rows by position.
  ///
  /// - Throws: ``VectorFileError``, at the first row that is not a whole number.
  /// - Complexity: O(size).
  public func readLabels(_ path: String) throws(VectorFileError) -> [Int] {
    var labels: [Int] = []
    for column in try columns(path) { labels += try column.labels() }
    return labels
  }

  /// The weights of a file: one finite number >= 0 per row, not all zero.
  ///
  /// An array of shape (n,) or (n, 1), or text of one column. ``dropsBadRows`` does not apply.
  ///
  /// - Throws: ``VectorFileError``, at the first row with a negative weight or one that is not finite.
  /// - Complexity: O(size).
  public func readWeights(_ path: String) throws(VectorFileError) -> [Double] {
    var weights: [Double] = []
    for column in try columns(path) {
      if let row = column.values.firstIndex(where: { $0 < 0 }) {
        throw column.failure(row, "the weight \(column.values[row]) is negative", "write weights >= 0")
      }
      weights += column.values
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw VectorFileError(
        kind: .badData, path: InputPath.title(of: path), location: .file, problem: "all weights are zero",
        advice: "give at least one row a weight > 0")
    }
    return weights
  }
}
