internal import Refusals
public import TesseraKernels

/// The best possible k-means of one-dimensional data, proved: of all ways to cut sorted values into clusters the cheapest.
///
/// ```swift
/// let palette = try OptimalSegmentation(of: [1, 2, 10, 11, 12], weights: [1, 1, 5, 1, 1], clusterCount: 2)
/// print(palette.centroids, palette.boundaries, palette.inertia)   // [1.5, 10.42...] [0, 2, 5] 4.21...
/// ```
///
/// On a line the clusters of an optimum are segments, and the least cost is convex in their number: a penalty per segment is
/// searched at which the cheapest way has the wanted number (see <doc:OneDimension>). Quick passes in Double leave a few places
/// where a boundary of the optimum can lie, all others being proved out; pairs of Doubles decide between these. Offsets of
/// the values lose no digit: shifts and powers of two that change no difference between values change no boundary.
/// Of several optima always the same one is found.
///
/// - Complexity: O(values * log values) per pass, most often O(values), and about ten passes, whatever the number of clusters.
///   Memory: about 85 bytes per distinct value, beside what was given.
public struct OptimalSegmentation: Sendable, Equatable {
  /// The weighted mean of each cluster, ascending.
  public let centroids: [Double]
  /// Cluster j has the values boundaries[j] ..< boundaries[j + 1], by their place in what was given: one entry more than
  /// clusters, the first 0, the last the number of values.
  public let boundaries: [Int]
  /// The sum of the weights of each cluster.
  public let weights: [Double]
  /// The sum of w (x - centroid)^2 in squared units of the values: no other centroids have less.
  public let inertia: Double

  /// - Parameters:
  ///   - values: finite, ascending; equal neighbours count as one.
  ///   - weights: one per value, finite, at least 0; nil for 1 each. Values without weight lie where their neighbours do and
  ///     cost nothing.
  ///   - clusterCount: at least 1. Of fewer distinct values with weight there are as many clusters as these, and no inertia.
  ///   - cancellation: heeded between passes.
  /// - Throws: ``ClusteringError/notFinite(row:column:)``, ``ClusteringError/noPoints(rows:columns:)`` without values,
  ///   errors of weights, ``ClusteringError/inertiaNotRepresentable``, ``ClusteringError/interrupted``.
  /// - Precondition: the values are sorted.
  public init(
    of values: [Double], weights: [Double]? = nil, clusterCount: Int, cancellation: Cancellation? = nil
  ) throws(ClusteringError) {
    require(clusterCount >= 1, "at least one cluster")
    let line = try ValueLine(values, weights)
    guard let cuts = line.costs.optimalCuts(clusterCount, cancellation) else { throw .interrupted }
    try self.init(line, cuts: cuts)
  }

  /// The same of values of another type.
  public init<Scalar: KernelScalar>(
    of values: [Scalar], weights: [Double]? = nil, clusterCount: Int, cancellation: Cancellation? = nil
  ) throws(ClusteringError) {
    try self.init(
      of: values.map { Double($0) }, weights: weights, clusterCount: clusterCount, cancellation: cancellation)
  }

  /// What it is called among the methods of a search.
  static let methodName = Optimality.Method.segmentation.rawValue

  private init(_ line: ValueLine, cuts: [Int]) throws(ClusteringError) {
    let sums = zip(cuts, cuts.dropFirst()).map { line.costs.sum($0, $1) }
    var cost = DoubleDouble.zero
    // One value costs nothing.
    for (index, sum) in sums.enumerated() { cost = cost + (cuts[index + 1] - cuts[index] > 1 ? sum.cost : .zero) }
    centroids = sums.map { line.value(at: $0.mean) }
    boundaries = line.boundaries(cuts)
    weights = sums.map { line.weight($0.weight.value) }
    inertia = line.inertia(cost.value)
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
  }
}
