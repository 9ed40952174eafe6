internal import Matrices
internal import Refusals
internal import TesseraKernels

/// k-means||: a few rounds that each draw many rows at once, then k-means++ among what was drawn.
///
/// ```swift
/// kmeans.initializer = .kMeansParallel()                         // five rounds of about 2 k candidates
/// kmeans.initializer = .kMeansParallel(oversampling: 1, rounds: 8)
/// ```
///
/// The first candidate is drawn by weight. In each round every row is drawn on its own with the chance
/// min(1, l w D^2 / sum of w D^2), where D is the distance to the nearest candidate so far and
/// l = `oversampling` * k; the candidates of a round are compared with the rows together. In the end every candidate
/// weighs as much as the rows that are nearest to it (ties: to the earliest), and greedy k-means++ chooses k of the weighted candidates.
///
/// Where that leaves fewer than k candidates, more are drawn one by one as k-means++ draws them. The picks depend on
/// data and seed alone.
///
/// Source: B. Bahmani, B. Moseley, A. Vattani, R. Kumar and S. Vassilvitskii, *Scalable k-means++* (2012),
/// arXiv 1203.6402.
/// - Complexity: O(rows * oversampling * rounds * clusterCount * dimensions) operations on bytes, in `rounds` passes of
///   batches of 32 candidates. Memory: 36 bytes per row and, from 8 clusters on, a byte per element; and the candidates.
public struct KMeansParallel: RowInitializer {
  /// How many candidates a round draws, about, in multiples of the number of clusters.
  public let oversampling: Double
  /// How many rounds there are.
  public let rounds: Int

  /// - Parameters:
  ///   - oversampling: above 0 and at most 2^20.
  ///   - rounds: at least 0.
  public init(oversampling: Double = 2, rounds: Int = 5) {
    require(oversampling > 0 && oversampling <= 0x1p20, "the oversampling is in 0 ... 2^20")
    require(rounds >= 0, "the number of rounds is not negative")
    self.oversampling = oversampling
    self.rounds = rounds
  }

  public var name: String { "k-means-parallel" }

  func rows<Scalar: KernelScalar>(
    of prepared: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let (points, kernels, parallel) = (prepared.points, prepared.kernels, prepared.parallel)
    let source = SeedingSource(points, kernels: kernels, parallel: parallel)
    let drawn = candidates(source, clusterCount: clusterCount, using: &generator)
    if source.isCancelled { return Array(repeating: 0, count: clusterCount) }
    // Distances that underflow leave no more than that to choose from.
    guard drawn.rows.count >= clusterCount else {
      return drawn.rows
        + (drawn.rows.count..<clusterCount).map { _ in
          WeightedDraw.row(of: points.weights, rows: points.rows, in: points.reduction, using: &generator)
        }
    }
    let chosen = Self.chosen(
      clusterCount, among: points.vectors(drawn.rows), weights: drawn.weights, kernels: kernels, parallel: parallel,
      cancellation: source.cancellation, meter: source.meter, using: &generator)
    return chosen.map { drawn.rows[$0] }
  }

  /// Which of weighted candidates, valid rows of positive weight, greedy k-means++ chooses.
  static func chosen<Scalar: KernelScalar>(
    _ clusterCount: Int, among candidates: Matrix<Scalar>, weights: [Double], kernels: Kernels, parallel: ParallelRows,
    cancellation: Cancellation? = nil, meter: WorkMeter? = nil, using generator: inout SeededGenerator
  ) -> [Int] {
    guard var points = try? ScaledPoints(candidates, weights: weights) else {
      refuse("candidates are valid rows of positive weight")
    }
    (points.cancellation, points.meter) = (cancellation, meter)
    return KMeansPlusPlus.startRows(
      SeedingSource(points, kernels: kernels, parallel: parallel), clusterCount: clusterCount, using: &generator)
  }

  /// How many candidates a round draws, about.
  func expected(of clusterCount: Int) -> Int128 { Int128(max(1, (oversampling * Double(clusterCount)).rounded())) }

  /// Candidates that are nearest to some row of positive weight, and the weight of those rows; fewer than `clusterCount`
  /// only where all distances to them underflow.
  private func candidates(
    _ source: SeedingSource, clusterCount: Int, using generator: inout SeededGenerator
  ) -> (rows: [Int], weights: [Double]) {
    let first = WeightedDraw.row(
      of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
    let owned = OwnedPotential(source, first: first, usesFilter: clusterCount >= 8)
    let expected = expected(of: clusterCount)
    source.meter?.begin("draw start centroids", of: rounds)
    for _ in 0..<rounds where owned.potential.total > 0 && !source.isCancelled {
      owned.add(owned.potential.rows(expected: expected, using: &generator))
      source.meter?.advance(by: 1)
    }
    var before = 0
    while true {
      let held = owned.held()
      // A row that is drawn owns itself: none do only where rows have become NaN under way.
      guard held.rows.count < clusterCount, held.rows.count > before, owned.potential.total > 0, !source.isCancelled
      else { return held }
      before = held.rows.count
      for _ in held.rows.count..<clusterCount where owned.potential.total > 0 {
        owned.add(owned.potential.draw(1, using: &generator))
      }
    }
  }
}

extension SeedingPotential {
  /// Rows of all members drawn independently, in order, each with the chance min(1, expected * term / total).
  fileprivate func rows(expected: Int128, using generator: inout SeededGenerator) -> [Int] {
    let reduction = source.reduction
    let own = (0..<reduction.rowCount).filter { row in
      guard let here = reduction.localRow(row, of: source.rows) else {
        // Another member's draw.
        _ = generator.fraction53()
        return false
      }
      // Below 2^51 (2^20 times fewer than 2^31 clusters) times 2^51.
      let target = WeightedDraw.target(total, using: &generator)
      return target < expected * Int128(mass(here, at: closest[here]))
    }
    return reduction.joined(own.map { UInt64($0) }).map { Int($0) }
  }
}

extension Initializer where Self == KMeansParallel {
  /// k-means||, for many clusters or rows.
  public static var kMeansParallel: KMeansParallel { KMeansParallel() }

  /// k-means||, for many clusters or rows.
  public static func kMeansParallel(oversampling: Double = 2, rounds: Int = 5) -> KMeansParallel {
    KMeansParallel(oversampling: oversampling, rounds: rounds)
  }
}
