internal import Matrices
internal import TesseraKernels

/// Greedy k-means++: each start row is the best of a few drawn with a chance proportional to w D^2, the squared distance
/// to the nearest row chosen so far.
///
/// The first row is drawn by weight. Every further one is, of 2 + floor(ln k) candidates, the one that leaves the
/// smallest potential (ties: the first drawn), as in scikit-learn. The potentials are order-free sums: the picks depend
/// on data and seed alone.
///
/// Source: D. Arthur and S. Vassilvitskii, *k-means++: the advantages of careful seeding* (2007), ACM SODA; the greedy
/// variant is analysed by Grunau et al. (2023), arXiv 2207.08456.
/// - Complexity: O(rows * clusterCount * log(clusterCount) * dimensions) operations on bytes, and distances in Double for
///   the rows that those leave open: about rows * log(clusterCount)^2 of them. Memory: 32 bytes per row and, from 8
///   clusters on, a byte per element.
public struct KMeansPlusPlus: RowInitializer {
  public init() {}

  public var name: String { "k-means++" }

  func rows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    if let parts = points.points.partial {
      return PartialSeeding(points: points.points, parts: parts, kernels: points.kernels)
        .rows(clusterCount, using: &generator)
    }
    return Self.startRows(
      SeedingSource(points.points, kernels: points.kernels, parallel: points.parallel), clusterCount: clusterCount,
      using: &generator)
  }

  static func startRows(
    _ source: SeedingSource, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let first = WeightedDraw.row(
      of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
    let candidateCount = candidateCount(for: clusterCount)
    let potential = SeedingPotential(
      source, first: first, candidateCount: candidateCount, usesFilter: clusterCount >= 8)
    var chosen = [first]
    source.meter?.begin("choose start centroids", of: clusterCount)
    while chosen.count < clusterCount {
      if source.isCancelled { return Array(repeating: first, count: clusterCount) }
      chosen.append(potential.choose(from: potential.draw(candidateCount, using: &generator)))
      source.meter?.advance(by: 1)
    }
    return chosen
  }

  /// 2 + floor(ln k), by comparing with powers of e instead of calling a logarithm.
  static func candidateCount(for clusterCount: Int) -> Int {
    let powersOfE = [
      3, 8, 21, 55, 149, 404, 1097, 2981, 8104, 22027, 59875, 162_755, 442_414, 1_202_605, 3_269_018, 8_886_111,
    ]
    return 2 + powersOfE.prefix { $0 <= clusterCount }.count
  }
}

extension Initializer where Self == KMeansPlusPlus {
  /// Greedy k-means++.
  public static var kMeansPlusPlus: KMeansPlusPlus { KMeansPlusPlus() }
}
