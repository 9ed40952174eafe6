public import Clustering
public import Matrices
internal import VectorFiles

extension ModelFile {
  /// The file of a fitted model, with the options of its fit.
  public init(_ model: KMeansModel, from options: KMeans) {
    self.init(
      centroids: model.centroids,
      metadata: [
        "format": Self.format,
        "version": TesseraVersion.current,
        "solver": options.methodName,
        "initializer": options.startName,
        "method": options.method.name,
        "seed": String(options.seed),
        "inertia": String(model.inertia),
        "iterations": String(model.iterations),
        "stopReason": model.stopReason.rawValue,
        "rows": String(model.labels.count),
        "localMinimum": String(model.isLocalMinimum),
        "quality": options.quality.name,
      ])
    if let balance = model.balance { metadata["sizes"] = "\(balance.minimum)..\(balance.maximum)" }
    metric = model.metric
    missingValues = model.missingValues
    if let trimmed = model.trimmed { metadata["trimmedShare"] = String(trimmed.share) }
    if let optimality = model.optimality { metadata["lowerBound"] = String(optimality.lowerBound) }
    guard model.centroidKind != .mean, let loss = model.loss else { return }
    metadata["centroid"] = model.centroidKind.name
    metadata["distance"] = model.centroidKind.distance.rawValue
    metadata["loss"] = String(loss)
    if let medoids = model.medoids { metadata["medoids"] = JSONValue.array(medoids.map { .integer($0) }).text }
  }

  /// Centroids that rows are assigned to as by a model of these options: by their metric and kind of centroid, and with their way with
  /// missing values.
  public init(centroids: Matrix<Double>, of options: KMeans) {
    self.init(centroids: centroids)
    metric = options.metric
    missingValues = options.missingValues
    guard options.centroid != .mean else { return }
    metadata["centroid"] = options.centroid.name
    metadata["distance"] = options.centroid.distance.rawValue
  }

  /// What the centroids are, by the metadata: means, where these say nothing else; nil for what this version does not know.
  var knownCentroidKind: CentroidKind? {
    guard let name = metadata["centroid"] else { return .mean }
    guard let metric = metadata["distance"] else { return CentroidKind(name: name) }
    return CentroidKind.MedoidDistance(rawValue: metric).flatMap { CentroidKind(name: name, distance: $0) }
  }

  /// What the centroids are, and so by which distance rows are assigned to them.
  public var centroidKind: CentroidKind { knownCentroidKind ?? .mean }
}
