public import Matrices
internal import Refusals
internal import TesseraKernels

/// How far clusters lie apart, measured against how far their rows lie from their means.
///
/// ```swift
/// let dispersion = try ClusterDispersion(of: points, labels: model.labels)
/// print(dispersion.calinskiHarabasz ?? 0, dispersion.daviesBouldin ?? 0)
/// ```
///
/// As in scikit-learn clusters are what the labels say, and their centres the means of their rows. Sums and means are kept in pairs
/// of Doubles and the data divided by a power of two, so that neither an offset nor the scale of the data matters. Rows with a
/// negative label (those that were left out) belong to no cluster; every other row counts once, whatever its weight
/// in a fit.
/// - Complexity: O(rows * dimensions + clusters^2 * dimensions). The same bits for any number of threads. Memory: 8 bytes per
///   row and 32 per cluster and dimension.
public struct ClusterDispersion: Sendable {
  /// The variance ratio: the sum of squares between clusters over that within them, each divided by its degrees of freedom;
  /// larger is better. 1 where no row differs from its mean; nil for fewer than two clusters, or each row alone.
  ///
  /// Source: T. Caliński and J. Harabasz, *A dendrite method for cluster analysis* (1974), DOI 10.1080/03610927408827101.
  public let calinskiHarabasz: Double?

  /// The mean over clusters of the worst likeness to another: the sum of both mean distances of rows to their centre, over
  /// the distance of the centres; smaller is better. Clusters with one centre count as unlike (0), as in scikit-learn,
  /// and so do such without extent, however small the data are. nil for fewer than two clusters, or each row alone.
  ///
  /// Source: D. L. Davies and D. W. Bouldin, *A cluster separation measure* (1979), DOI 10.1109/TPAMI.1979.4766909.
  public let daviesBouldin: Double?

  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - labels: the cluster of each row; negative for rows left out.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  public init(of points: NumericMatrix, labels: [Int32], threadCount: Int? = nil) throws(ClusteringError) {
    require(labels.count == points.rows, "there is one label per row")
    let labelled = LabelledRows(labels)
    guard labelled.isMeasurable else {
      (calinskiHarabasz, daviesBouldin) = (nil, nil)
      return
    }
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    let sums =
      switch points {
      case .float(let points): try DispersionSums(points, labelled, parallel)
      case .double(let points): try DispersionSums(points, labelled, parallel)
      }
    calinskiHarabasz = sums.calinskiHarabasz
    daviesBouldin = sums.daviesBouldin
  }
}
