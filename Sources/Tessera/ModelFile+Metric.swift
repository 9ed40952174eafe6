public import Clustering

extension ModelFile {
  /// What is near for the model's centroids: the metadata's `metric`, euclidean where there is none.
  public var metric: Metric {
    get { metadata["metric"].flatMap(Metric.init(rawValue:)) ?? .euclidean }
    set { metadata["metric"] = newValue == .euclidean ? nil : newValue.rawValue }
  }

  /// What became of missing values in the fit: the metadata's `missingValues`.
  public var missingValues: MissingValues {
    get { metadata["missingValues"].flatMap(MissingValues.init(rawValue:)) ?? .refused }
    set { metadata["missingValues"] = newValue == .refused ? nil : newValue.rawValue }
  }
}
