internal import Matrices
internal import TesseraKernels

/// Moves of single rows that lower the inertia though no row is nearer to another centroid: both means move with the row.
///
/// To take row x with weight w out of cluster a of weight n gains w n / (n - w) D(x, a); to bring it to b of weight m costs
/// w m / (m + w) D(x, b). At a fixed point of Lloyd's rule the first may still exceed the second: for rows near a border, more so
/// the smaller the clusters are. Where no row is left, the point is one of Lloyd's fixed points, and those are fewer.
///
/// Of equal rows that are one, all move: where one of them gains by it, all together gain more.
///
/// Rows that may move are found side by side, by the engine's bounds; they move one after the other, in their order, each to the
/// best cluster as the means are then.
///
/// Source: J. A. Hartigan and M. A. Wong, *A k-means clustering algorithm* (1979), DOI 10.2307/2346830; M. Telgarsky and A. Vattani,
/// *Hartigan's method: k-means clustering without Voronoi* (2010), AISTATS.
/// - Complexity: O(rows), and O(clusterCount * dimensions) for each row that bounds do not rule out.
struct HartiganMoves<Scalar: KernelScalar> {
  private let engine: AssignmentEngine<Scalar>
  private var labels: [Int32]
  private var means: [Double]
  /// The weight of each cluster, in the unit of the rows' weights.
  private var masses: [Double]
  private let d: Int

  /// - Parameter descent: stands at a fixed point.
  init(_ descent: LloydDescent<Scalar>) {
    engine = descent.engine
    let statistics = descent.exact.statistics
    let exponent = descent.problem.points.weights.exponent
    masses = statistics.masses.map { FixedPoint.value(of: $0, exponent: exponent) }
    means = engine.centroids.elements
    labels = engine.labels
    d = descent.problem.points.dimensions
  }

  /// The means after all moves; nil where there is none.
  mutating func centroids() -> Matrix<Double>? {
    var rows = candidates()
    var hasMoved = false
    var squares = [Double](repeating: 0, count: masses.count)
    while !rows.isEmpty {
      rows = rows.filter { move(Int($0), &squares) }
      hasMoved = hasMoved || !rows.isEmpty
    }
    return hasMoved ? Matrix(rows: masses.count, columns: d, elements: means) : nil
  }

  /// Moves a row, if that lowers the inertia.
  private mutating func move(_ row: Int, _ squares: inout [Double]) -> Bool {
    measure(row, &squares)
    guard let target = target(of: row, squares) else { return false }
    let (source, weight) = (Int(labels[row]), engine.points.weights[row])
    let (leaving, entering) = (weight / (masses[source] - weight), weight / (masses[target] + weight))
    engine.points.matrix.withUnsafeElements { elements in
      for column in 0..<d {
        let x = Double(elements[row * d + column])
        means[source * d + column] += (means[source * d + column] - x) * leaving
        means[target * d + column] += (x - means[target * d + column]) * entering
      }
    }
    masses[source] -= weight
    masses[target] += weight
    labels[row] = Int32(target)
    return true
  }

  private func measure(_ row: Int, _ squares: inout [Double]) {
    engine.points.matrix.withUnsafeElements { elements in
      means.withUnsafeBufferPointer { means in
        engine.kernels.distances(
          elements.baseAddress! + row * d, centroids: means.baseAddress!, dimensions: d, indices: nil,
          count: squares.count, into: &squares)
      }
    }
  }

  /// Where a row had better be (ties: the lowest index); nil for where it is.
  private func target(of row: Int, _ squares: [Double]) -> Int? {
    let (source, weight) = (Int(labels[row]), engine.points.weights[row])
    guard let gain = gain(source, weight, squares[source]) else { return nil }
    var (target, cost) = (-1, gain)
    for cluster in squares.indices where cluster != source {
      let entry = masses[cluster] / (masses[cluster] + weight) * squares[cluster]
      if entry < cost { (target, cost) = (cluster, entry) }
    }
    return target < 0 ? nil : target
  }

  /// What is gained by taking a row out, less what rounding may make of it; nil where the cluster would have no weight left.
  private func gain(_ source: Int, _ weight: Double, _ square: Double) -> Double? {
    let rest = masses[source] - weight
    guard weight > 0, rest > masses[source] * 0x1p-30 else { return nil }
    return masses[source] / rest * square * (1 - 0x1p-40)
  }

  /// The rows that would move now.
  private func candidates() -> [Int32] {
    let least = masses.min() ?? 0
    let found = engine.keptBounds == nil || engine.groupBounds != nil ? engine.nearestSquares() : nil
    nonisolated(unsafe) let (moves, engine) = (self, engine)
    let parts = engine.withOptionalBounds(isGiven: found == nil) { bounds in
      engine.parallel.mapChunks(of: engine.points.rows, chunk: ParallelRows.defaultChunk) { _, _, rows in
        var open: [Int32] = []
        var squares = [Double](repeating: 0, count: moves.masses.count)
        for row in rows {
          let weight = engine.points.weights[row]
          let own: Double
          let other: Double
          if let found {
            (own, other) = (found.first[row], found.second[row])
          } else if let bounds {
            let (upper, lower) = (Double(bounds.upper[row]), Double(bounds.lower[row]))
            (own, other) = (upper * upper, lower * lower)
          } else {
            continue
          }
          guard let gain = moves.gain(Int(moves.labels[row]), weight, own), other * (least / (least + weight)) < gain
          else { continue }
          moves.measure(row, &squares)
          if moves.target(of: row, squares) != nil { open.append(Int32(row)) }
        }
        return open
      }
    }
    return parts.flatMap { $0 }
  }
}

extension AssignmentEngine {
  fileprivate func withOptionalBounds<Result>(isGiven: Bool, _ body: (RowBounds?) -> Result) -> Result {
    guard isGiven, let keptBounds else { return body(nil) }
    return with(keptBounds) { body($0) }
  }
}

extension LloydDescent {
  /// Single moves and Lloyd's runs in turn, until neither lowers the inertia.
  ///
  /// - Parameter solution: where this descent stands.
  func refined(_ solution: SearchSolution) -> SearchSolution {
    var best = solution
    while true {
      var moves = HartiganMoves(self)
      guard let moved = moves.centroids(), let next = run(from: moved), next.isBelow(best) else { return best }
      best = next
    }
  }
}
