internal import Matrices
internal import TesseraKernels

/// Counts, weights and coordinate sums of all clusters in fixed point: rows can come and go in any order.
///
/// Memory: 24 bytes per centroid element, and 8 more while the means are taken anew; more in ``WideColumns`` only.
struct StatisticsAccumulator<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let clusterCount: Int
  let kernels: Kernels
  let parallel: ParallelRows
  private(set) var sums: FixedPointSums
  /// As of the last snapshot, which shares them; nil before the first.
  private var means: Matrix<Double>?
  /// Empty but while moves are applied.
  private let workers: [MoveSums<Scalar>]
  private var isStale: [Bool]
  /// Sums of nothing, where members share.
  private var spare: FixedPointSums?
  /// How many clusters members have touched the last time.
  private var lastTouched: Int

  init(_ points: ScaledPoints<Scalar>, clusterCount: Int, kernels: Kernels, parallel: ParallelRows) {
    self.points = points
    self.clusterCount = clusterCount
    self.kernels = kernels
    self.parallel = parallel
    sums = FixedPointSums(
      clusterCount: clusterCount, dimensions: points.dimensions, wide: points.wide, in: parallel)
    workers = (0..<parallel.threads).map { _ in MoveSums(points, clusterCount: clusterCount, kernels: kernels) }
    isStale = Array(repeating: false, count: clusterCount)
    lastTouched = clusterCount
  }

  var counts: [Int] { sums.counts }
  /// The weight of each cluster, in quanta of `points.weights.exponent`.
  var masses: [Int128] { sums.masses }

  /// Adds the rows to their new clusters and takes them out of their old ones (negative: out of none). Returns which
  /// clusters that touched, at any member.
  @discardableResult
  mutating func apply(_ moves: [[RowMove]]) -> [Bool] { apply(moves, beside: { [] }).touched }

  /// The same; where members share, numbers come along with their exchange, whose sums are returned.
  mutating func apply(_ moves: [[RowMove]], beside others: () -> [Int128]) -> (touched: [Bool], others: [Int128]) {
    shared({ $0.applyOwn(moves) }, beside: others)
  }

  /// Adds up what `change` makes of no sums at all members.
  private mutating func shared(
    _ change: (inout Self) -> [Bool], beside others: () -> [Int128]
  ) -> (touched: [Bool], others: [Int128]) {
    let reduction = points.reduction
    guard reduction.isShared else { return (change(&self), []) }
    var total =
      spare
      ?? FixedPointSums(
        clusterCount: clusterCount, dimensions: points.dimensions, wide: points.wide, in: reduction.parallel)
    spare = nil
    swap(&sums, &total)
    let own = change(&self)
    let (touched, others) = sums.combine(own, beside: others(), expecting: lastTouched, in: reduction)
    lastTouched = touched.count { $0 }
    for cluster in touched.indices where touched[cluster] {
      sums.move(cluster, to: &total)
      isStale[cluster] = true
    }
    swap(&sums, &total)
    // Nothing is left in it.
    spare = total
    return (touched, others)
  }

  private mutating func applyOwn(_ moves: [[RowMove]]) -> [Bool] {
    var touched = Array(repeating: false, count: clusterCount)
    let total = moves.reduce(0) { $0 + $1.count }
    for part in moves {
      for move in part {
        if move.source >= 0 { touched[Int(move.source)] = true }
        touched[Int(move.target)] = true
      }
    }
    for cluster in touched.indices where touched[cluster] { isStale[cluster] = true }
    let elements = clusterCount * points.dimensions
    if elements > 1 << 16 {
      applyByCluster(moves, total: total)
    } else if parallel.threads > 1, total > 512, total <= points.rows, total * points.dimensions > 4 * elements {
      applyInParts(moves)
    } else {
      let (points, kernels) = (points, kernels)
      sums.withMutableView { sums in
        for part in moves { part.withUnsafeBufferPointer { points.apply($0, to: sums, kernels) } }
      }
    }
    return touched
  }

  /// Each worker sums for itself: for few clusters, whose sums fit its cache, and no more moves than rows, which is what
  /// ``MoveSums`` has room for.
  private mutating func applyInParts(_ moves: [[RowMove]]) {
    let (parallel, workers) = (parallel, workers)
    parallel.forEachChunk(of: moves.count, chunk: max(1, min(16, moves.count / 8))) { worker, _, parts in
      for part in parts { moves[part].withUnsafeBufferPointer { workers[worker].apply($0) } }
    }
    _ = takeOver()
  }

  /// Whether ``collect(_:)`` is for this many clusters.
  var collectsMoves: Bool { clusterCount * points.dimensions <= 1 << 16 }

  /// Calls `body` with what takes moves while they are found, from several workers at once; returns which clusters they
  /// changed, and the sums of numbers that come along where members share.
  mutating func collect(
    _ body: (_ note: @Sendable (_ worker: Int, _ moves: UnsafeBufferPointer<RowMove>) -> Void) -> Void,
    beside others: () -> [Int128]
  ) -> (touched: [Bool], others: [Int128]) {
    let workers = workers
    body { worker, moves in workers[worker].apply(moves) }
    return shared({ $0.takeOver() }, beside: others)
  }

  private mutating func takeOver() -> [Bool] {
    var touched = Array(repeating: false, count: clusterCount)
    for worker in workers { worker.empty(into: &sums, &touched) }
    for cluster in touched.indices where touched[cluster] { isStale[cluster] = true }
    return touched
  }

  /// Clusters are shared out: for many, whose sums are visited one after the other.
  private mutating func applyByCluster(_ moves: [[RowMove]], total: Int) {
    let order = ClusterOrder(moves, clusterCount: clusterCount, total: total)
    let (points, kernels) = (points, kernels)
    let isSmall = total * points.dimensions < 1 << 15
    let chunk = isSmall ? clusterCount : max(1, min(64, clusterCount / (8 * parallel.threads)))
    sums.withMutableView { sums in
      parallel.forEachChunk(of: clusterCount, chunk: chunk) { _, clusters in
        for cluster in clusters {
          points.accumulate(order.leaving(cluster), sign: -1, to: cluster, of: sums, kernels)
          points.accumulate(order.entering(cluster), sign: 1, to: cluster, of: sums, kernels)
        }
      }
    }
  }

  /// Forgets all rows.
  mutating func removeAll() {
    for cluster in 0..<clusterCount where sums.counts[cluster] != 0 {
      sums.remove(cluster)
      isStale[cluster] = true
    }
  }

  /// The statistics as Doubles, in scaled units but those of the weights, which are as given; means of clusters without weight
  /// are 0.
  ///
  /// - Parameter loss: in scaled units of points and weights.
  mutating func snapshot(loss: Double) -> ClusterStatistics {
    ClusterStatistics(
      counts: counts, masses: freshMasses(), means: freshMeans(),
      loss: FixedPoint.scaled(loss, by: points.weights.unit))
  }

  /// The weights of the clusters, each rounded once.
  private mutating func freshMasses() -> [Double] {
    let weights = points.weights
    guard points.wide.holdsMasses else {
      return masses.map { FixedPoint.value(of: $0, exponent: weights.exponent + Int32(weights.unit)) }
    }
    return sums.withMutableView { sums in
      (0..<clusterCount).map { cluster in
        let (words, exponent) = sums.wide.mass(of: cluster)
        return WordQuotient.value(of: words, by: [1], exponent: exponent + weights.unit)
      }
    }
  }

  /// The means, those of clusters that rows left or entered taken anew.
  private mutating func freshMeans() -> Matrix<Double> {
    if let means, !isStale.contains(true) { return means }
    let (points, kernels, known, isStale) = (points, kernels, means, isStale)
    let (count, d) = (clusterCount, points.dimensions)
    let factors = points.sumFactors.map { FixedPoint.scaled($0, by: -Int(points.weights.exponent)) }
    nonisolated(unsafe) let fresh = UnsafeMutableBufferPointer<Double>.allocate(capacity: count * d)
    LargeMemory.advise(fresh.baseAddress!, byteCount: count * d * 8)
    sums.withMutableView { sums in
      factors.withUnsafeBufferPointer { factors in
        nonisolated(unsafe) let factors = factors.baseAddress!
        parallel.forEachChunk(of: count, chunk: max(1, 16384 / d)) { _, clusters in
          for cluster in clusters {
            let target = fresh.baseAddress! + cluster * d
            if let known, !isStale[cluster] {
              known.withUnsafeElements { target.initialize(from: $0.baseAddress! + cluster * d, count: d) }
            } else {
              points.writeMeans(of: cluster, sums, factors, kernels, into: target)
            }
          }
        }
      }
    }
    self.isStale = Array(repeating: false, count: count)
    let means = Matrix(rows: count, columns: d, borrowing: UnsafeBufferPointer(fresh)) { fresh.deallocate() }
    self.means = means
    return means
  }
}

extension ScaledPoints {
  /// s / n of one cluster, each rounded once; 0 without weight.
  fileprivate func writeMeans(
    of cluster: Int, _ sums: FixedPointSums.View, _ factors: UnsafePointer<Double>, _ kernels: Kernels,
    into means: UnsafeMutablePointer<Double>
  ) {
    let d = dimensions
    let mass = sums.masses[cluster]
    guard mass > 0 else { return means.initialize(repeating: 0, count: d) }
    let (low, high) = (sums.low + cluster * d, sums.high + cluster * d)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: d) { open in
      var count = d
      if mass < 1 << 53 {
        count = kernels.means(
          low: low, high: high, factors: factors, dimensions: d, mass: Double(Int64(mass)), into: means,
          open: open.baseAddress!)
      } else {
        for column in 0..<d { open[column] = Int32(column) }
      }
      for column in open[..<count].lazy.map(Int.init) {
        means[column] = FixedPoint.quotient(
          of: Int128(high[column]) << 64 | Int128(low[column]),
          exponent: sumExponents[column] - weights.exponent, by: mass)
      }
    }
    if sums.wide.words != nil { sums.wide.writeMeans(of: cluster, mass: mass, exponent: weights.exponent, into: means) }
  }
}
