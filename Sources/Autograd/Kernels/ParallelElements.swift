internal import TesseraKernels

/// Loops over many elements on several threads. Where ranges begin and end does not depend on the threads.
enum ParallelElements {
  /// Elements per range, at a step each: the system takes its time to wake a thread, so that less would be slower than one thread
  /// alone (measured on two cores of a virtual machine: from 2 million elements on two threads win).
  static let chunk = 1 << 19

  private static let rows = ParallelRows(threads: ParallelRows.processorCount)

  /// Calls `body` for ranges that make up 0 ..< `count`, each a multiple of `unit` long but for the last.
  ///
  /// - Parameter cost: of one element, in steps.
  static func forEachRange(
    of count: Int, unit: Int = 1, cost: Int = 1, _ body: @Sendable (_ range: Range<Int>) -> Void
  ) {
    let size = max(1, chunk / max(1, unit * cost)) * unit
    if count < 4 * size { return body(0..<count) }
    rows.forEachChunk(of: count, chunk: size) { _, range in body(range) }
  }
}
