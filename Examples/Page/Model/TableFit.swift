import Clustering

/// A table clustered: the best of ten runs, as `tessera fit --restarts 10` makes it.
struct TableFit {
  let model: KMeansModel
  /// In units of the table, [clusters, dimensions].
  let centroids: Matrix<Double>

  init(_ points: Matrix<Double>, clusterCount: Int, standardizes: Bool) throws(ClusteringError) {
    var kmeans = KMeans(clusterCount: clusterCount)
    kmeans.restarts = 10
    if standardizes {
      let numeric = NumericMatrix.double(points)
      let scaling = ColumnScaling(.zscore, of: numeric)
      model = try kmeans.fitted(to: scaling.applied(to: numeric))
      centroids = scaling.restored(model.centroids)
    } else {
      model = try kmeans.fitted(to: NumericMatrix.double(points))
      centroids = model.centroids
    }
  }
}
