internal import TesseraKernels

/// Loops over many elements on several threads. Where ranges begin and end does not depend on the threads.
enum ParallelElements {
  /// Elements per range: enough work, at a step or two each, to hide the cost of handing it out.
  static let chunk = 1 << 19

  private static let rows = ParallelRows(threads: ParallelRows.processorCount)

  /// Calls `body` for ranges that make up 0 ..< `count`, each a multiple of `unit` long but for the last.
  ///
  /// - Parameter cost: of one element, in steps.
  static func forEachRange(
    of count: Int, unit: Int = 1, cost: Int = 1, _ body: @Sendable (_ range: Range<Int>) -> Void
  ) {
    let size = max(1, chunk / max(1, unit * cost)) * unit
    if count <= size { return body(0..<count) }
    rows.forEachChunk(of: count, chunk: size) { _, range in body(range) }
  }
}
