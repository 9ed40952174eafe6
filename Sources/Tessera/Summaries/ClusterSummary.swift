internal import Clustering
internal import Matrices

/// What there is to say about one cluster of a fit.
public struct ClusterSummary: Sendable, Equatable {
  /// How many rows it has.
  public var rows: Int
  /// In the units of the data.
  public var centroid: [Double]
  /// Of the margins of its rows, on the common scale if there is one; nil without rows or rivals.
  public var smallestMargin: Double?
  public var meanMargin: Double?

  /// The clusters of rows, with centroids in the units of the data.
  ///
  /// - Complexity: O(rows + clusterCount * dimensions).
  static func all(
    _ centroids: Matrix<Double>, labels: [Int32], counts: [Int], margins: [Double], scaling: ColumnScaling?
  ) -> [ClusterSummary] {
    let centroids = scaling?.restored(centroids) ?? centroids
    var smallest = [Double](repeating: .infinity, count: centroids.rows)
    var sums = [Double](repeating: 0, count: centroids.rows)
    for (label, margin) in zip(labels, margins) {
      smallest[Int(label)] = min(smallest[Int(label)], margin)
      sums[Int(label)] += margin
    }
    return (0..<centroids.rows).map { cluster in
      let rows = counts[cluster]
      return ClusterSummary(
        rows: rows, centroid: centroids.row(cluster),
        smallestMargin: smallest[cluster].isFinite ? smallest[cluster] : nil,
        meanMargin: rows > 0 && sums[cluster].isFinite ? sums[cluster] / Double(rows) : nil)
    }
  }
}
