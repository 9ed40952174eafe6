internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Loops over fixed chunks of rows on several threads.
///
/// Where chunks begin and end depends on the number of rows and the chunk size only, never on the number of threads, so
/// that whatever is computed per chunk is the same for every number of threads.
public struct ParallelRows: Sendable {
  /// The most threads that work at once.
  public let threads: Int

  /// Rows per chunk where nothing else matters: enough to hide the cost of handing it out, few enough to balance.
  public static let defaultChunk = 1024

  /// The number of processors that this process may use.
  public static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  public init(threads: Int) {
    precondition(threads >= 1, "at least one thread")
    self.threads = threads
  }

  /// Calls `body` once for every chunk of 0 ..< `count`, with the chunk's index and rows.
  public func forEachChunk(of count: Int, chunk: Int, _ body: @Sendable (_ index: Int, _ rows: Range<Int>) -> Void) {
    forEachChunk(of: count, chunk: chunk) { _, index, rows in body(index, rows) }
  }

  /// The same, with the number of the worker, 0 ..< ``threads``: no two calls of one worker overlap.
  public func forEachChunk(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ index: Int, _ rows: Range<Int>) -> Void
  ) {
    let chunks = (count + chunk - 1) / chunk
    let next = Atomic(0)
    @Sendable func work(_ worker: Int) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < chunks else { return }
        body(worker, index, (index * chunk)..<min(count, (index + 1) * chunk))
      }
    }
    let workers = min(threads, chunks)
    if workers <= 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: workers, execute: work)
    }
  }
}
