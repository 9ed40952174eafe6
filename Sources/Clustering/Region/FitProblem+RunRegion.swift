extension FitProblem {
  /// The region around the end of a run, where one is known for its kind of centroids: the optimum of bounded sizes has none.
  func region(of run: FinishedRun, _ options: KMeans) throws(ClusteringError) -> LocalityRegion {
    if run.balance != nil {
      return LocalityRegion(
        labels: run.labels, margins: run.labels.map { _ in 0 }, tightest: nil, clusterCount: clusterCount)
    }
    if options.centroid.isManhattan { return manhattanRegion(of: run.centroids, labels: run.labels) }
    return try region(of: run.centroids, labels: run.labels)
  }
}
