/// The rows of one labeling in blocks, each block sorted by cluster: what belongs to one cluster is added up in a register.
///
/// Memory: 2 bytes per row, and 8 per cluster that a block has rows of.
struct BlockOrder: Sendable {
  /// Few enough that what is known of each lies in the second level of the cache.
  static let blockRows = 1024

  /// Some rows of one block that have one cluster: the positions up to `end`.
  private struct Run {
    var cluster: Int32
    var end: Int32
  }

  /// By block, then by cluster, then by row: which row of the block.
  private let positions: [UInt16]
  private let runs: [Run]
  /// The runs of block b are `runs[blockRuns[b] ..< blockRuns[b + 1]]`.
  private let blockRuns: [Int]

  init(_ clusters: [Int32]) {
    var positions: [UInt16] = []
    var runs: [Run] = []
    var blockRuns = [0]
    positions.reserveCapacity(clusters.count)
    for start in stride(from: 0, to: clusters.count, by: Self.blockRows) {
      // The row breaks ties, so that the order is that of the rows.
      let keys = clusters[start..<min(start + Self.blockRows, clusters.count)].enumerated()
        .map { Int($1) << 16 | $0 }.sorted()
      for key in keys {
        if runs.count == blockRuns.last || Int(runs[runs.count - 1].cluster) != key >> 16 {
          runs.append(Run(cluster: Int32(key >> 16), end: 0))
        }
        positions.append(UInt16(key & 0xFFFF))
        runs[runs.count - 1].end = Int32(positions.count)
      }
      blockRuns.append(runs.count)
    }
    (self.positions, self.runs, self.blockRuns) = (positions, runs, blockRuns)
  }

  /// Adds the values of a block's rows to the sums of their clusters, in the order of the rows.
  func add(
    _ values: UnsafePointer<SIMD8<Double>>, ofBlock block: Int, to sums: UnsafeMutablePointer<SIMD8<Double>>
  ) {
    positions.withUnsafeBufferPointer { positions in
      var position = block * Self.blockRows
      for index in blockRuns[block]..<blockRuns[block + 1] {
        let run = runs[index]
        var sum = sums[Int(run.cluster)]
        while position < run.end {
          sum += values[Int(positions[position])]
          position += 1
        }
        sums[Int(run.cluster)] = sum
      }
    }
  }
}
