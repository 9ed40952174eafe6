internal import TesseraKernels

/// Farthest-first traversal: every further start row is the one that is farthest from all chosen so far (ties: the lowest).
///
/// The first row is drawn by weight; rows without weight are never chosen, other weights do not matter. No two rows are nearer to each other
/// than the last one is to the others, and the largest distance of a row to its start is at most twice the smallest possible for
/// any k centres: a 2-approximation of the k-centre problem. It seeks out outliers, where k-means++ averages over draws.
///
/// Source: T. Gonzalez, *Clustering to minimize the maximum intercluster distance* (1985), DOI 10.1016/0304-3975(85)90224-5.
/// - Complexity: O(rows * clusterCount * dimensions) operations on bytes, and a distance in Double for every row that comes nearer.
///   Memory: 32 bytes per row and, from 8 clusters on, a byte per element.
public struct FarthestFirst: RowInitializer {
  public init() {}

  public var name: String { "farthest-first" }

  func rows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let source = SeedingSource(points.points, kernels: points.kernels, parallel: points.parallel)
    let first = WeightedDraw.row(of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
    let potential = SeedingPotential(source, first: first, candidateCount: 1, usesFilter: clusterCount >= 8)
    var chosen = [first]
    source.meter?.begin("choose start centroids", of: clusterCount)
    while chosen.count < clusterCount {
      if source.isCancelled { return Array(repeating: first, count: clusterCount) }
      // Distances that underflow leave no more than the weight to choose by.
      let next =
        potential.farthestRow
        ?? WeightedDraw.row(of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
      potential.choose(next)
      chosen.append(next)
      source.meter?.advance(by: 1)
    }
    return chosen
  }
}

extension SeedingPotential {
  /// Among the rows of all members; nil where all of positive weight are where chosen ones are.
  fileprivate var farthestRow: Int? {
    let found = source.parallel.mapChunks(of: chunkCount, chunk: 1) { _, chunk, _ in
      var best: (square: Double, row: Int) = (0, -1)
      for row in self.rows(of: chunk) where self.closest[row] > best.square && self.source.weights[row] > 0 {
        best = (self.closest[row], row)
      }
      return best
    }
    let own = found.reduce((square: 0.0, row: -1)) { $1.square > $0.square ? $1 : $0 }
    let reduction = source.reduction
    let square = reduction.maximum(own.square)
    let row = reduction.minimum(own.square == square && own.row >= 0 ? Double(reduction.firstRow + own.row) : .infinity)
    return row.isFinite ? Int(row) : nil
  }

  /// Chooses a row that was not compared with the others yet.
  fileprivate func choose(_ row: Int) { _ = choose(from: [row]) }
}

extension Initializer where Self == FarthestFirst {
  /// Farthest-first traversal.
  public static var farthestFirst: FarthestFirst { FarthestFirst() }
}
