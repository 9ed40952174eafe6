public import Matrices
internal import Refusals
public import TesseraKernels

/// Starts from the centroids of an older model, which may have been fitted with another number of clusters.
///
/// ```swift
/// kmeans.initializer = .warm(older.centroids)
/// ```
///
/// Where there are as many as clusters, they are the start. Where there are fewer, rows are added by greedy k-means++ given the centroids:
/// each is the best of a few drawn with a chance proportional to w D², the distance to the nearest centroid or row so far. Where there are
/// more, centroids are dropped one after the other: always the one without which the inertia of these rows rises least (ties: the
/// last), its rows going to their second nearest. The others keep their order; what is added comes last.
///
/// A group cannot add or drop: its rows are at several members.
///
/// Source of the drop: the pairwise nearest neighbour rule's cost of a cluster, as in P. Fränti and O. Virmajoki, *Iterative
/// shrinking method for clustering problems* (2006), DOI 10.1016/j.patcog.2005.09.012.
/// - Complexity: an assignment of all rows and that of ``KMeansPlusPlus`` per added centroid; O(rows * centroids * dimensions) in Double, and
///   O(rows * (dimensions + 1)) per dropped one. Memory: 40 bytes per row and, where centroids are added, a byte per element.
public struct WarmStart: Initializer {
  /// [count, dimensions], one at least, in the data's units.
  public let centroids: Matrix<Double>

  public init(_ centroids: Matrix<Double>) {
    require(centroids.rows >= 1, "at least one centroid")
    self.centroids = centroids
  }

  public var name: String { "given" }

  public func startCentroids<Scalar: KernelScalar>(
    for points: Matrix<Scalar>, weights: [Double]?, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    let kernels = Kernels(.best)
    let prepared = PreparedPoints(
      points: try ScaledPoints(points, weights: weights), kernels: kernels, parallel: ParallelRows(threads: 1))
    return try resized(for: prepared, clusterCount: clusterCount, using: &generator)
  }

  public func startCentroids<Scalar: KernelScalar>(
    ofPrepared points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double>? {
    guard !points.points.reduction.isShared || centroids.rows == clusterCount else { return nil }
    return try resized(for: points, clusterCount: clusterCount, using: &generator)
  }

  /// In the data's units.
  private func resized<Scalar: KernelScalar>(
    for points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double> {
    _ = try FitProblem<Scalar>.bound(
      ofStart: centroids, dimensions: points.points.dimensions, points.kernels, points.parallel)
    guard centroids.rows != clusterCount else { return centroids }
    let scale = points.points.scale
    let given = scale.scaled(centroids)
    return centroids.rows > clusterCount
      ? centroids.selectingRows(points.kept(clusterCount, of: given))
      : Matrix(stacking: [
        centroids,
        scale.unscaled(points.added(clusterCount - centroids.rows, to: given, using: &generator)),
      ])
  }
}

extension PreparedPoints {
  /// Rows in addition to centroids, in scaled units, chosen as greedy k-means++ does.
  fileprivate func added(
    _ count: Int, to centroids: Matrix<Double>, using generator: inout SeededGenerator
  ) -> Matrix<Double> {
    let engine = AssignmentEngine(
      points, clusterCount: centroids.rows, isOnce: true, kernels: kernels, parallel: parallel)
    engine.move(to: centroids)
    _ = engine.relabel()
    let source = SeedingSource(points, kernels: kernels, parallel: parallel)
    let candidateCount = KMeansPlusPlus.candidateCount(for: centroids.rows + count)
    let potential = SeedingPotential(source, first: nil, candidateCount: candidateCount, usesFilter: count >= 8)
    potential.begin(at: engine.ownSquaredDistances())
    source.meter?.begin("choose start centroids", of: count)
    let rows = (0..<count).map { _ in
      if source.isCancelled { return 0 }
      source.meter?.advance(by: 1)
      return potential.choose(from: potential.draw(candidateCount, using: &generator))
    }
    return points.vectors(rows).converted()
  }

  /// Which centroids, in scaled units, are left when those that cost least are dropped, in order.
  fileprivate func kept(_ count: Int, of centroids: Matrix<Double>) -> [Int] {
    var rivals = Rivals(self, centroids)
    while rivals.left.count > count, !(points.cancellation?.isCancelled ?? false) { rivals.dropCheapest() }
    return Array(rivals.left.prefix(count))
  }
}

extension Initializer where Self == WarmStart {
  /// Starts from the centroids of an older model, [count, dimensions]; where `count` is not the number of clusters, some are added or
  /// dropped.
  public static func warm(_ centroids: Matrix<Double>) -> WarmStart { WarmStart(centroids) }
}
