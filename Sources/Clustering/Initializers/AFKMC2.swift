internal import Matrices
internal import Refusals
public import TesseraKernels

/// AFK-MC²: k-means++ with draws from Markov chains instead of passes over all rows.
///
/// The first row is drawn by weight. Rows are then proposed with the chance q = w D² / (2 sum of w D²) + w / (2 sum of w), where D is the
/// distance to the first row: one pass, for all. Every further start row is where a chain of `chainLength` proposals ends, which goes
/// on from x to y with the chance min(1, p(y) q(x) / (p(x) q(y))), where p = w D², D now being the distance to the nearest row chosen so
/// far: the chance of k-means++, in the limit of long chains. A short chain may end at a row that was chosen before; solvers that
/// relocate empty clusters mend that.
///
/// ```swift
/// kmeans.initializer = .afkMC2()                     // chains of 200 proposals
/// ```
///
/// A group cannot draw so: its rows are at several members.
///
/// Source: O. Bachem, M. Lucic, H. Hassani and A. Krause, *Fast and provably good seedings for k-means* (2016), NIPS.
/// - Complexity: O(rows * dimensions), and O(chainLength * clusterCount^2 * dimensions) in Double: fewer than k-means++ takes where there are
///   many more rows than chainLength * clusterCount. Memory: 40 bytes per row.
public struct AFKMC2: RowInitializer {
  /// How many proposals lead to each further row.
  public let chainLength: Int

  /// - Parameter chainLength: at least 1.
  public init(chainLength: Int = 200) {
    require(chainLength >= 1, "a chain has at least one proposal")
    self.chainLength = chainLength
  }

  public var name: String { "afk-mc2" }

  public func startRows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int]? {
    points.points.reduction.isShared ? nil : rows(of: points, clusterCount: clusterCount, using: &generator)
  }

  func rows<Scalar: KernelScalar>(
    of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    let source = SeedingSource(points.points, kernels: points.kernels, parallel: points.parallel)
    let first = WeightedDraw.row(of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
    let proposals = RowProposals(SeedingPotential(source, first: first, candidateCount: 1, usesFilter: false))
    var chosen = [first]
    source.meter?.begin("choose start centroids", of: clusterCount)
    while chosen.count < clusterCount {
      if source.isCancelled { return Array(repeating: first, count: clusterCount) }
      let chain = (0..<chainLength).map { _ in proposals.draw(using: &generator) }
      let squares = points.squares(of: chain, toNearestOf: chosen)
      var at = 0
      for next in 1..<max(1, chainLength) {
        // Weights are in both the chance that is wanted and that of being proposed.
        let (gain, loss) = (
          squares[next] * proposals.density(of: chain[at]), squares[at] * proposals.density(of: chain[next])
        )
        let fraction = Double(generator.fraction53()) * 0x1p-53
        if gain > fraction * loss { at = next }
      }
      chosen.append(chain[at])
      source.meter?.advance(by: 1)
    }
    return chosen
  }
}

/// Rows drawn half of the time by w D², half by w.
private struct RowProposals {
  private let potential: SeedingPotential
  /// w D² of all rows up to each, in quanta, and w.
  private var squareSums: [Int128] = []
  private var weightSums: [Int128] = []
  private let rows: Int
  /// 1 / (2 sum of w D²), and 1 / (2 sum of w).
  private let squareShare: Double
  private let weightShare: Double

  /// - Parameter potential: of the first row alone.
  init(_ potential: SeedingPotential) {
    self.potential = potential
    rows = potential.source.rows
    let weights = potential.source.weights
    var (square, weight) = (Int128(0), Int128(0))
    squareSums.reserveCapacity(rows)
    for row in 0..<rows {
      square += Int128(potential.mass(row, at: potential.closest[row]))
      squareSums.append(square)
    }
    if weights.values != nil {
      for row in 0..<rows {
        weight += weights.quanta(of: row)
        weightSums.append(weight)
      }
    }
    squareShare = square > 0 ? 0.5 / potential.quantum.value(of: square) : 0
    weightShare =
      weights.values == nil
      ? 0.5 / Double(rows) : 0.5 / FixedPoint.value(of: weight, exponent: weights.exponent)
  }

  func draw(using generator: inout SeededGenerator) -> Int {
    let isBySquare = generator.next() >> 63 == 1
    let sums = isBySquare && squareShare > 0 ? squareSums : weightSums
    guard let total = sums.last else { return generator.index(below: rows) }
    return sums.firstIndex(above: WeightedDraw.target(total, using: &generator))
  }

  /// The chance of being proposed, per weight.
  func density(of row: Int) -> Double { potential.closest[row] * squareShare + weightShare }
}

extension [Int128] {
  /// In ascending order, of which the last is above `value`.
  fileprivate func firstIndex(above value: Int128) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension PreparedPoints {
  /// D of rows to the nearest of others.
  fileprivate func squares(of rows: [Int], toNearestOf chosen: [Int]) -> [Double] {
    let (points, kernels, d) = (points, kernels, points.dimensions)
    let centroids: Matrix<Double> = points.vectors(chosen).converted()
    let parts = parallel.mapChunks(of: rows.count, chunk: 8) { _, _, part in
      points.matrix.withUnsafeElements { elements in
        centroids.withUnsafeElements { centroids in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: chosen.count) { squares in
            part.map { position in
              kernels.distances(
                elements.baseAddress! + rows[position] * d, centroids: centroids.baseAddress!, dimensions: d,
                indices: nil, count: chosen.count, into: squares.baseAddress!)
              return squares.reduce(.infinity) { min($0, $1) }
            }
          }
        }
      }
    }
    return parts.flatMap { $0 }
  }
}

extension Initializer where Self == AFKMC2 {
  /// AFK-MC², with chains of 200 proposals.
  public static var afkMC2: AFKMC2 { AFKMC2() }

  /// AFK-MC².
  public static func afkMC2(chainLength: Int = 200) -> AFKMC2 { AFKMC2(chainLength: chainLength) }
}
