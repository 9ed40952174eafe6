internal import Matrices
internal import Refusals

/// Loops over fixed chunks of rows on several threads.
///
/// Where chunks begin and end depends on the number of rows and the chunk size only, never on the number of threads, so
/// that whatever is computed per chunk is the same for every number of threads.
public struct ParallelRows: Sendable {
  /// The most threads that work at once.
  public let threads: Int
  private let team: MadeOnce<WorkerTeam>?

  /// Rows per chunk where nothing else matters: enough to hide the cost of handing it out, few enough to balance.
  public static let defaultChunk = 1024

  /// The number of processors that this process may use.
  public static var processorCount: Int {
    let count = WorkerTeam.processors.count
    return count > 0 ? count : max(1, Platform.processorCount)
  }

  /// - Parameter keepsThreads: whether the threads are this value's own, and live as long as it and its copies: for many
  ///   short loops, one after the other. A loop begun while another one runs has one thread.
  public init(threads: Int, keepsThreads: Bool = false) {
    require(threads >= 1, "at least one thread")
    self.threads = threads
    team = keepsThreads && threads > 1 ? MadeOnce() : nil
  }

  /// Calls `body` once for every chunk of 0 ..< `count`, with the chunk's index and rows.
  public func forEachChunk(of count: Int, chunk: Int, _ body: @Sendable (_ index: Int, _ rows: Range<Int>) -> Void) {
    forEachChunk(of: count, chunk: chunk) { _, index, rows in body(index, rows) }
  }

  /// What `body` returns for each chunk, in their order.
  public func mapChunks<Part: Sendable>(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ index: Int, _ rows: Range<Int>) -> Part
  ) -> [Part] {
    let chunks = (count + chunk - 1) / chunk
    return [Part](unsafeUninitializedCapacity: chunks) { parts, initialized in
      nonisolated(unsafe) let parts = parts
      forEachChunk(of: count, chunk: chunk) { worker, index, rows in
        parts.initializeElement(at: index, to: body(worker, index, rows))
      }
      initialized = chunks
    }
  }

  /// The same as ``forEachChunk(of:chunk:_:)-(_,_,(Int,Range<Int>)->Void)``, with the number of the worker, 0 ..< ``threads``: no two calls of one worker overlap.
  ///
  /// Each worker starts with chunks of its own, the same in every loop of as many chunks, so that they may still lie in
  /// its cache; then it helps the others.
  public func forEachChunk(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ index: Int, _ rows: Range<Int>) -> Void
  ) {
    let chunks = (count + chunk - 1) / chunk
    let workers = min(threads, chunks)
    guard workers > 1 else {
      for index in 0..<chunks {
        body(0, index, (index * chunk)..<min(count, (index + 1) * chunk))
        PieceSource.relieve()
      }
      return
    }
    let shares = ChunkShares(chunks, workers: workers)
    @Sendable func work(_ worker: Int) {
      for offset in 0..<workers {
        let share = (worker + offset) % workers
        while let index = shares.next(of: share) {
          body(worker, index, (index * chunk)..<min(count, (index + 1) * chunk))
          PieceSource.relieve()
        }
      }
    }
    if let team {
      withoutActuallyEscaping(work) { team.value { WorkerTeam(count: threads) }.perform(workers, $0) }
    } else {
      Platform.concurrently(workers, work)
    }
  }
}
