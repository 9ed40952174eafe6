public import Clustering

extension ModelFile {
  /// The file of a fitted model, with the options of its fit.
  public init(_ model: KMeansModel, from options: KMeans) {
    self.init(
      centroids: model.centroids,
      metadata: [
        "format": Self.format,
        "version": TesseraVersion.current,
        "solver": options.solver.name,
        "initializer": options.startName,
        "seed": String(options.seed),
        "inertia": String(model.inertia),
        "iterations": String(model.iterations),
        "stopReason": model.stopReason.rawValue,
        "rows": String(model.labels.count),
        "localMinimum": String(model.isLocalMinimum),
      ])
    if let optimality = model.optimality { metadata["lowerBound"] = String(optimality.lowerBound) }
  }
}
