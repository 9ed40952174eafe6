internal import Matrices
internal import TesseraKernels

/// All distances of all rows, eight rows at a time, added up by cluster for each of several labelings and forgotten again.
///
/// Whatever the threads, a row's distances to a cluster are added in the order of that cluster's rows.
struct SilhouetteSweep: Sendable {
  private let points: Matrix<Double>
  private let labelings: [LabelledRows]
  private let orders: [BlockOrder]
  /// Where the sums of each labeling's clusters begin among all sums.
  private let starts: [Int]
  private let sumCount: Int
  private let kernels: Kernels
  private let parallel: ParallelRows
  private let cancellation: Cancellation?
  private let meter: WorkMeter?

  /// - Parameter points: [rows, dimensions], the rows of each labeling.
  init(
    _ points: Matrix<Double>, _ labelings: [LabelledRows], kernels: Kernels, parallel: ParallelRows,
    cancellation: Cancellation?, meter: WorkMeter? = nil
  ) {
    (self.points, self.labelings, self.kernels, self.parallel) = (points, labelings, kernels, parallel)
    (self.cancellation, self.meter) = (cancellation, meter)
    orders = labelings.map { BlockOrder($0.clusters) }
    let counts = labelings.map { $0.counts.count }
    starts = counts.indices.map { counts[..<$0].reduce(0, +) }
    sumCount = counts.reduce(0, +)
  }

  /// The silhouette of each row, for each labeling.
  func values() throws(ClusteringError) -> [[Double]] {
    let count = points.rows
    var values = [Double](repeating: 0, count: labelings.count * count)
    meter?.begin("measure", of: count)
    let scratch = (0..<parallel.threads).map { _ in SweepScratch(dimensions: points.columns, sumCount: sumCount) }
    points.withUnsafeElements { points in
      values.withUnsafeMutableBufferPointer { values in
        nonisolated(unsafe) let (points, values) = (points.baseAddress!, values.baseAddress!)
        parallel.forEachChunk(of: count, chunk: SweepScratch.lanes) { worker, _, rows in
          if cancellation?.isCancelled ?? false { return }
          defer { meter?.advance(by: rows.count) }
          sum(rows, points, scratch[worker])
          for labeling in labelings.indices {
            conclude(rows, labeling, scratch[worker], into: values + labeling * count)
          }
        }
      }
    }
    if cancellation?.isCancelled ?? false { throw .interrupted }
    return labelings.indices.map { Array(values[($0 * count)..<(($0 + 1) * count)]) }
  }

  /// The distances of up to eight rows to all, by cluster of each labeling.
  private func sum(_ rows: Range<Int>, _ points: UnsafePointer<Double>, _ scratch: SweepScratch) {
    let (d, count) = (self.points.columns, self.points.rows)
    for lane in 0..<SweepScratch.lanes {
      // Lanes beyond the last row repeat the first; nobody reads them.
      let row = points + (lane < rows.count ? rows.lowerBound + lane : rows.lowerBound) * d
      for column in 0..<d { scratch.panel[column * SweepScratch.lanes + lane] = row[column] }
    }
    scratch.sums.update(repeating: .zero, count: sumCount)
    for (block, start) in stride(from: 0, to: count, by: BlockOrder.blockRows).enumerated() {
      kernels.panelDistances(
        scratch.panel, to: points + start * d, dimensions: d, count: min(BlockOrder.blockRows, count - start),
        into: UnsafeMutableRawPointer(scratch.distances).assumingMemoryBound(to: Double.self))
      for labeling in labelings.indices {
        orders[labeling].add(scratch.distances, ofBlock: block, to: scratch.sums + starts[labeling])
      }
    }
  }

  private func conclude(
    _ rows: Range<Int>, _ labeling: Int, _ scratch: SweepScratch, into values: UnsafeMutablePointer<Double>
  ) {
    let counts = labelings[labeling].counts
    let sums = scratch.sums + starts[labeling]
    for row in rows {
      let (own, lane) = (Int(labelings[labeling].clusters[row]), row - rows.lowerBound)
      guard counts[own] > 1 else { continue }
      let within = sums[own][lane] / Double(counts[own] - 1)
      var between = Double.infinity
      for cluster in counts.indices where cluster != own {
        between = min(between, sums[cluster][lane] / Double(counts[cluster]))
      }
      let larger = max(within, between)
      values[row] = larger > 0 ? (between - within) / larger : 0
    }
  }
}

/// What one thread of a sweep works in.
private final class SweepScratch: @unchecked Sendable {
  static let lanes = 8
  let panel: UnsafeMutablePointer<Double>
  let distances: UnsafeMutablePointer<SIMD8<Double>>
  let sums: UnsafeMutablePointer<SIMD8<Double>>
  private var memory = OwnedMemory()

  init(dimensions: Int, sumCount: Int) {
    panel = memory.room(dimensions * Self.lanes)
    distances = memory.fill(BlockOrder.blockRows, with: .zero)
    sums = memory.fill(sumCount, with: .zero)
  }
}
