public import Matrices
public import TesseraKernels

/// A rule that chooses the start centroids.
///
/// The built-in ones are ``KMeansPlusPlus``, ``KMeansParallel``, ``RandomRows`` and ``GivenCentroids``; adopt the protocol
/// to add another.
public protocol Initializer: Sendable {
  /// The initializer's name in reports.
  var name: String { get }

  /// Start centroids, [clusterCount, dimensions], in the points' units.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, with at least `clusterCount` distinct rows of positive weight.
  ///   - weights: one per row; nil for 1 each.
  ///   - clusterCount: how many are wanted, at least 1.
  ///   - generator: the only source of randomness, so that a seed decides the result.
  func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double>
}

/// An initializer that works on what a fit has prepared already; rows are chosen, so units do not matter.
protocol RowInitializer: Initializer {
  /// The rows to start from, in order.
  func startRows<Scalar: KernelScalar>(
    _ points: ScaledPoints<Scalar>, clusterCount: Int, kernels: Kernels, parallel: ParallelRows,
    using generator: inout SeededGenerator
  ) -> [Int]
}

extension RowInitializer {
  public func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    let scaled = try ScaledPoints(points, weights: weights)
    let rows = startRows(
      scaled, clusterCount: clusterCount, kernels: Kernels(.best), parallel: ParallelRows(threads: 1),
      using: &generator)
    return points.selectingRows(rows).converted()
  }
}
