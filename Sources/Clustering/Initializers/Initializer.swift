public import Matrices
public import TesseraKernels

/// A rule that chooses the start centroids.
///
/// The built-in ones are ``KMeansPlusPlus``, ``KMeansParallel``, ``AFKMC2``, ``FarthestFirst``, ``RandomRows``, ``WarmStart`` and
/// ``GivenCentroids``; adopt the protocol
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

  /// The rows to start from, in order, of those that choose rows; nil for all others, which are asked for centroids.
  func startRows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]?

  /// Start centroids, [clusterCount, dimensions], in the data's units, of those that make them of prepared points; nil for all others.
  func startCentroids<Scalar: KernelScalar>(
    ofPrepared points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double>?

  /// Centroids that do not depend on the points, [clusterCount, dimensions], in their units; nil for all others.
  var givenCentroids: Matrix<Double>? { get }
}

extension Initializer {
  public func startRows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]? { nil }

  public func startCentroids<Scalar: KernelScalar>(
    ofPrepared points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double>? { nil }

  public var givenCentroids: Matrix<Double>? { nil }
}

/// What a fit has prepared of its points: scaled, with weights, kernels and threads.
public struct PreparedPoints<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let kernels: Kernels
  let parallel: ParallelRows
}

/// An initializer that works on what a fit has prepared already; rows are chosen, so units do not matter.
protocol RowInitializer: Initializer {
  /// The rows to start from, in order.
  func rows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]
}

extension RowInitializer {
  public func startRows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]? { rows(of: points, clusterCount: clusterCount, using: &generator) }

  public func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    let prepared = PreparedPoints(
      points: try ScaledPoints(points, weights: weights), kernels: Kernels(.best), parallel: ParallelRows(threads: 1))
    let rows = rows(of: prepared, clusterCount: clusterCount, using: &generator)
    return points.selectingRows(rows).converted()
  }
}
