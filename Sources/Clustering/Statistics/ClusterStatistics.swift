public import Matrices
internal import Refusals
internal import TesseraKernels

/// Everything about the loss once the assignment is frozen: counts, means, and the loss itself.
///
/// With labels fixed, the loss is quadratic in the centroids: for cluster j with weight n_j and sum s_j, its gradient is
/// 2 (n_j c_j - s_j) and its Hessian 2 n_j times the identity. A ``Solver`` needs nothing else.
///
/// ```swift
/// let statistics = ClusterStatistics(points: points, labels: labels, centroids: centroids)
/// let newton = centroids[0, 0] - statistics.gradient(at: centroids)[0, 0] / statistics.hessianDiagonal[0]
/// ```
public struct ClusterStatistics: Sendable {
  /// How many rows each cluster has.
  public let counts: [Int]
  /// The total weight n_j of each cluster; `counts` where rows are not weighted.
  public let masses: [Double]
  /// s_j / n_j, [clusterCount, dimensions], each rounded once; 0 where a cluster has no weight.
  public let means: Matrix<Double>
  /// The inertia at the centroids that made this assignment.
  public let loss: Double

  /// The number of clusters.
  public var clusterCount: Int { counts.count }

  /// The gradient of the frozen loss, 2 n_j (c_j - mean_j), [clusterCount, dimensions]; 0 for clusters without weight.
  ///
  /// - Parameter centroids: [clusterCount, dimensions].
  public func gradient(at centroids: Matrix<Double>) -> Matrix<Double> {
    require(centroids.rows == means.rows && centroids.columns == means.columns, "the shapes differ")
    return Matrix(rows: means.rows, columns: means.columns) { gradient in
      for cluster in 0..<means.rows where masses[cluster] > 0 {
        for column in 0..<means.columns {
          gradient[cluster * means.columns + column] =
            2 * masses[cluster] * (centroids[cluster, column] - means[cluster, column])
        }
      }
    }
  }

  /// The diagonal of the Hessian of the frozen loss, 2 n_j, one value per cluster (it is the same in every dimension,
  /// and all mixed derivatives are 0).
  public var hessianDiagonal: [Double] { masses.map { 2 * $0 } }
}

extension ClusterStatistics {
  /// The statistics of points with given labels, at given centroids.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - labels: one per row, in 0 ..< `centroids.rows`.
  ///   - centroids: [clusterCount, dimensions]; they matter to ``loss`` only.
  ///   - weights: one per row, at least 0; nil for 1 each.
  /// - Complexity: O(rows * dimensions).
  public init(
    points: Matrix<Double>, labels: [Int32], centroids: Matrix<Double>, weights: [Double]? = nil
  ) throws(ClusteringError) {
    guard points.columns == centroids.columns else {
      throw .dimensionMismatch(points: points.columns, centroids: centroids.columns)
    }
    require(labels.count == points.rows, "one label per row")
    require(labels.allSatisfy { 0 <= $0 && Int($0) < centroids.rows }, "labels lie in 0 ..< clusterCount")
    let scaled = try ScaledPoints(points, weights: weights)
    let (kernels, parallel) = (Kernels(.best), ParallelRows(threads: 1))
    var accumulator = StatisticsAccumulator(
      scaled, clusterCount: centroids.rows, kernels: kernels, parallel: parallel)
    accumulator.apply([
      labels.enumerated().map { RowMove(row: Int32($0.offset), source: -1, target: $0.element) }
    ])
    let scaledCentroids = scaled.scale.scaled(centroids)
    let frozen = FrozenLoss(scaled, kernels: kernels)
    var loss = frozen.value(at: scaledCentroids, accumulator)
    if frozen.isLost(loss) { loss = scaled.loss(labels: labels, centroids: scaledCentroids, kernels) }
    let statistics = accumulator.snapshot(loss: loss)
    self.init(
      counts: statistics.counts, masses: statistics.masses, means: scaled.scale.unscaled(statistics.means),
      loss: scaled.unscaledLoss(loss))
  }
}
