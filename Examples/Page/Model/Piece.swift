import Clustering

/// What the library knows at given centroids: the assignment, frozen, and everything that follows from it.
struct Piece {
  let points: Matrix<Double>
  let centroids: Matrix<Double>
  let labels: [Int32]
  let margins: [Double]
  let statistics: ClusterStatistics
  let loss: Double

  /// - Parameters:
  ///   - points: [rows, dimensions].
  ///   - centroids: [clusters, dimensions].
  init(of points: Matrix<Double>, at centroids: Matrix<Double>) throws(ClusteringError) {
    let assignment = try NumericMatrix.double(points).assigned(to: centroids, keepsMargins: true)
    (self.points, self.centroids, labels) = (points, centroids, assignment.labels)
    margins = assignment.margins ?? []
    statistics = try ClusterStatistics(points: points, labels: labels, centroids: centroids)
    loss = assignment.inertia
  }

  var gradient: Matrix<Double> { statistics.gradient(at: centroids) }

  /// How far all centroids may move at once before a label changes; infinite for one centroid.
  var radius: Double { margins.min() ?? .infinity }

  /// How far one centroid may move before a label changes, while the others stay: twice the margins of its own rows, and of the
  /// others' rows twice the margin between their centroid and this one.
  func radius(ofMoving cluster: Int) throws(ClusteringError) -> Double {
    var radius = Double.infinity
    for owner in 0..<centroids.rows {
      let rows = labels.indices.filter { Int(labels[$0]) == owner }
      if owner == cluster {
        for row in rows { radius = min(radius, 2 * margins[row]) }
      } else if !rows.isEmpty {
        let pair = try NumericMatrix.double(points.selectingRows(rows)).assigned(
          to: centroids.selectingRows([owner, cluster]), keepsMargins: true)
        radius = min(radius, 2 * (pair.margins?.min() ?? 0))
      }
    }
    return radius
  }

  /// The piece as a place for one centroid, the others staying: it may be where it is nearer to its own rows than any other centroid,
  /// and farther from the others' rows than theirs. So the distance of each own row to the nearest other centroid, and of each
  /// other row to its own.
  func reach(of cluster: Int) throws(ClusteringError) -> [Double] {
    let others = (0..<centroids.rows).filter { $0 != cluster }
    guard !others.isEmpty else { return Array(repeating: .infinity, count: points.rows) }
    return try NumericMatrix.double(points).assigned(to: centroids.selectingRows(others)).squaredDistances.map {
      $0.squareRoot()
    }
  }
}
