extension FitProblem {
  /// The region around the end of a run, where one is known for its kind of centroids: the optimum of bounded sizes has none.
  func region(of run: FinishedRun, _ options: KMeans) throws(ClusteringError) -> LocalityRegion {
    if run.balance != nil {
      return LocalityRegion(
        labels: run.labels, margins: run.labels.map { _ in 0 }, tightest: nil, clusterCount: clusterCount)
    }
    if options.centroid.isManhattan { return manhattanRegion(of: run.centroids, labels: run.labels) }
    var region = try region(of: run.centroids, labels: run.labels)
    if let margin = run.trimmed?.margin {
      region.trimmingMargin = margin
      // Who turns by an angle moves by no more, on the sphere.
      region.angle = region.angle.map { min($0, margin) }
    }
    return region
  }
}
