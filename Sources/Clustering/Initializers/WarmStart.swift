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
    source.meter?.begin("choose", of: count)
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

/// The two nearest centroids of every row, while centroids are dropped.
private struct Rivals<Scalar: KernelScalar> {
  private let prepared: PreparedPoints<Scalar>
  private let centroids: Matrix<Double>
  private(set) var left: [Int]
  private var nearest: [NearestTwo]

  /// D of a row to its nearest centroid and to the second nearest (-1: there is none).
  private struct NearestTwo {
    var first: Int32 = -1
    var second: Int32 = -1
    var squares = (Double.infinity, Double.infinity)

    mutating func insert(_ cluster: Int, _ square: Double) {
      if square < squares.0 {
        (second, squares.1) = (first, squares.0)
        (first, squares.0) = (Int32(cluster), square)
      } else if square < squares.1 {
        (second, squares.1) = (Int32(cluster), square)
      }
    }
  }

  init(_ prepared: PreparedPoints<Scalar>, _ centroids: Matrix<Double>) {
    (self.prepared, self.centroids, left) = (prepared, centroids, Array(0..<centroids.rows))
    nearest = Array(repeating: NearestTwo(), count: prepared.points.rows)
    compare { _ in true }
  }

  /// Drops the centroid whose rows lose least by going to their second nearest.
  mutating func dropCheapest() {
    var costs = [Double](repeating: 0, count: centroids.rows)
    let weights = prepared.points.weights
    for (row, two) in nearest.enumerated() where two.second >= 0 {
      costs[Int(two.first)] += weights[row] * (two.squares.1 - two.squares.0)
    }
    guard let dropped = left.reversed().min(by: { costs[$0] < costs[$1] }) else { return }
    left.removeAll { $0 == dropped }
    compare { $0.first == dropped || $0.second == dropped }
  }

  /// Compares rows with all centroids that are left.
  private mutating func compare(_ isOpen: @Sendable (NearestTwo) -> Bool) {
    let (points, kernels, d) = (prepared.points, prepared.kernels, centroids.columns)
    let names = left.map { Int32($0) }
    nearest.withUnsafeMutableBufferPointer { nearest in
      points.matrix.withUnsafeElements { elements in
        centroids.withUnsafeElements { centroids in
          nonisolated(unsafe) let (nearest, elements) = (nearest, elements.baseAddress!)
          nonisolated(unsafe) let centroids = centroids.baseAddress!
          prepared.parallel.forEachChunk(of: points.rows, chunk: ParallelRows.defaultChunk) { _, rows in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: names.count) { squares in
              for row in rows where isOpen(nearest[row]) {
                kernels.distances(
                  elements + row * d, centroids: centroids, dimensions: d, indices: names, count: names.count,
                  into: squares.baseAddress!)
                nearest[row] = NearestTwo()
                for (position, name) in names.enumerated() { nearest[row].insert(Int(name), squares[position]) }
              }
            }
          }
        }
      }
    }
  }
}

extension Initializer where Self == WarmStart {
  /// Starts from the centroids of an older model, [count, dimensions]; where `count` is not the number of clusters, some are added or
  /// dropped.
  public static func warm(_ centroids: Matrix<Double>) -> WarmStart { WarmStart(centroids) }
}
