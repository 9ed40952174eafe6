internal import VectorFiles

extension ModelFile {
  /// The names of the columns of the centroids, if they have some: the metadata's `columns`, an array of strings in JSON.
  public var columns: [String]? {
    get {
      guard let text = metadata["columns"], case .array(let values)? = JSONValue(parsing: text) else { return nil }
      let names = values.compactMap { value in
        if case .string(let name) = value { name } else { nil }
      }
      return names.count == centroids.columns && names.count == values.count ? names : nil
    }
    set { metadata["columns"] = newValue.map { JSONValue.array($0.map { .string($0) }).text } }
  }
}
