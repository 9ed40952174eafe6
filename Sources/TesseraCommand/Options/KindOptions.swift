internal import ArgumentParser
internal import Clustering
internal import VectorFiles

/// Which kind of k-means a fit is.
struct KindOptions: ParsableArguments {
  @Option(
    help: """
      What is near: euclidean, or cosine (spherical k-means: rows count by their direction, centroids have length 1; rows of zeros are \
      refused, or left out by --drop-bad-rows).
      """)
  var metric: Metric = .euclidean

  /// The same fit of this kind.
  func applied(to kMeans: KMeans) -> KMeans {
    var kMeans = kMeans
    kMeans.metric = metric
    return kMeans
  }

  /// The points as this kind takes them.
  func prepared(_ points: Points, _ data: DataOptions) -> Points {
    metric == .cosine && data.dropBadRows ? points.leavingOutZeroRows(data) : points
  }

  /// Says what a model that is centroids alone does not say.
  func note(_ output: String?, _ data: DataOptions) {
    guard let output, metric == .cosine, !ModelOutput.isWhole(output) else { return }
    data.note(
      "\(OutputPlace.shown(output)) holds centroids, not the metric: assign and evaluate measure distances to them; a .safetensors model keeps it"
    )
  }
}
