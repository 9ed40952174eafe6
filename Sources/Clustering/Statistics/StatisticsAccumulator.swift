internal import Matrices
internal import TesseraKernels

/// Counts, weights and coordinate sums of all clusters in fixed point: rows can come and go in any order.
///
/// Memory: 24 bytes per centroid element.
struct StatisticsAccumulator<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let clusterCount: Int
  private(set) var counts: [Int]
  /// The weight of each cluster, in quanta of `points.weights.exponent`.
  private(set) var masses: [Int128]
  /// [clusterCount][dimensions], in quanta of `points.sumExponents`.
  private(set) var sums: [Int128]
  private var means: [Double]
  private var isStale: [Bool]

  init(_ points: ScaledPoints<Scalar>, clusterCount: Int) {
    self.points = points
    self.clusterCount = clusterCount
    counts = Array(repeating: 0, count: clusterCount)
    masses = Array(repeating: 0, count: clusterCount)
    sums = Array(repeating: 0, count: clusterCount * points.dimensions)
    means = Array(repeating: 0, count: clusterCount * points.dimensions)
    isStale = Array(repeating: false, count: clusterCount)
  }

  /// Adds the rows to their new clusters and takes them out of their old ones (negative: out of none).
  mutating func apply(_ moves: [RowMove], in parallel: ParallelRows) {
    for move in moves {
      let mass = points.weights.quanta(of: Int(move.row))
      if move.source >= 0 { count(move.source, by: -1, mass: -mass) }
      count(move.target, by: 1, mass: mass)
    }
    let d = points.dimensions
    let slice = max(16, (d + 63) / 64 * 8)
    let points = points
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums.baseAddress!
      parallel.forEachChunk(of: d, chunk: slice) { _, columns in
        for move in moves {
          if move.source >= 0 {
            points.accumulate(Int(move.row), columns: columns, sign: -1, into: sums + Int(move.source) * d)
          }
          points.accumulate(Int(move.row), columns: columns, sign: 1, into: sums + Int(move.target) * d)
        }
      }
    }
  }

  private mutating func count(_ cluster: Int32, by change: Int, mass: Int128) {
    counts[Int(cluster)] += change
    masses[Int(cluster)] += mass
    isStale[Int(cluster)] = true
  }

  /// Forgets all rows.
  mutating func removeAll() {
    for cluster in 0..<clusterCount where counts[cluster] != 0 {
      counts[cluster] = 0
      masses[cluster] = 0
      isStale[cluster] = true
      for index in (cluster * points.dimensions)..<((cluster + 1) * points.dimensions) { sums[index] = 0 }
    }
  }

  /// The statistics as Doubles, in scaled units; means of clusters without weight are 0.
  mutating func snapshot(loss: Double) -> ClusterStatistics {
    refreshMeans()
    let exponent = points.weights.exponent
    return ClusterStatistics(
      counts: counts, masses: masses.map { FixedPoint.value(of: $0, exponent: exponent) },
      means: Matrix(rows: clusterCount, columns: points.dimensions, elements: means), loss: loss)
  }

  private mutating func refreshMeans() {
    let d = points.dimensions
    for cluster in 0..<clusterCount where isStale[cluster] {
      isStale[cluster] = false
      let mass = masses[cluster]
      for column in 0..<d {
        let index = cluster * d + column
        means[index] =
          mass > 0
          ? FixedPoint.quotient(
            of: sums[index], exponent: points.sumExponents[column] - points.weights.exponent, by: mass) : 0
      }
    }
  }
}

/// A row that changes its cluster.
struct RowMove {
  var row: Int32
  /// The old cluster; negative for none.
  var source: Int32
  var target: Int32
}
