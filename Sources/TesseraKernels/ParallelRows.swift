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
  ///
  /// Each worker starts with chunks of its own, the same in every loop of as many chunks, so that they may still lie in
  /// its cache; then it helps the others.
  public func forEachChunk(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ index: Int, _ rows: Range<Int>) -> Void
  ) {
    let chunks = (count + chunk - 1) / chunk
    let workers = min(threads, chunks)
    guard workers > 1 else {
      for index in 0..<chunks { body(0, index, (index * chunk)..<min(count, (index + 1) * chunk)) }
      return
    }
    let shares = ChunkShares(chunks, workers: workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for offset in 0..<workers {
        let share = (worker + offset) % workers
        while let index = shares.next(of: share) {
          body(worker, index, (index * chunk)..<min(count, (index + 1) * chunk))
        }
      }
    }
  }
}

/// What is left of each worker's share of the chunks.
private final class ChunkShares: Sendable {
  /// One cache line each: workers would slow each other down.
  private static let spacing = 8

  private nonisolated(unsafe) let taken: UnsafeMutablePointer<Atomic<Int>>
  private let chunks: Int
  private let workers: Int

  init(_ chunks: Int, workers: Int) {
    self.chunks = chunks
    self.workers = workers
    taken = .allocate(capacity: Self.spacing * workers)
    for share in 0..<workers {
      (taken + Self.spacing * share).initialize(to: Atomic(share * chunks / workers))
    }
  }

  deinit {
    for share in 0..<workers { (taken + Self.spacing * share).deinitialize(count: 1) }
    taken.deallocate()
  }

  func next(of share: Int) -> Int? {
    let index = taken[Self.spacing * share].add(1, ordering: .relaxed).oldValue
    return index < (share + 1) * chunks / workers ? index : nil
  }
}
