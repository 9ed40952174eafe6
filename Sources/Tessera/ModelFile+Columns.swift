extension ModelFile {
  /// The names of the columns of the centroids, if they have some: the metadata's `columns`, an array of strings in JSON.
  public var columns: [String]? {
    get { ColumnNames.parsed(metadata["columns"]).flatMap { $0.count == centroids.columns ? $0 : nil } }
    set { metadata["columns"] = newValue.map(ColumnNames.text) }
  }
}
