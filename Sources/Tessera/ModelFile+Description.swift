extension ModelFile: CustomStringConvertible {
  /// What it holds, in a line: `3 centroids of 4 columns (sepal_length, sepal_width, petal_length, petal_width) by lloyd`.
  public var description: String {
    let clusters = centroids.rows == 1 ? "1 centroid" : "\(centroids.rows) centroids"
    let dimensions = centroids.columns == 1 ? "1 column" : "\(centroids.columns) columns"
    let names =
      columns.map { " (" + ($0.count > 8 ? $0.prefix(8) + ["..."] : $0[...]).joined(separator: ", ") + ")" } ?? ""
    let solver = metadata["solver"].map { " by \($0)" } ?? ""
    return "\(clusters) of \(dimensions)\(names)\(solver)".shown
  }
}
