internal import TesseraKernels

/// The bounds of all rows: an upper one of the distance to the own centroid, and a lower one of that to any other.
final class KeptBounds: @unchecked Sendable {
  let rows: Int
  let upper: UnsafeMutablePointer<Float>
  let lower: UnsafeMutablePointer<Float>
  private var memory = OwnedMemory()

  /// Bounds that are nothing yet: the first assignment sets all, each thread those of its rows.
  init(rows: Int) {
    self.rows = rows
    upper = memory.room(rows)
    lower = memory.room(rows)
  }

  /// Sets bounds that say nothing.
  func forget(in parallel: ParallelRows) {
    parallel.forEachChunk(of: rows, chunk: 1 << 16) { _, some in
      (self.upper + some.lowerBound).initialize(repeating: .infinity, count: some.count)
      (self.lower + some.lowerBound).initialize(repeating: 0, count: some.count)
    }
  }
}
