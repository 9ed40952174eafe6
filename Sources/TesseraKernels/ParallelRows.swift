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
  private let team: TeamOnDemand?

  /// Rows per chunk where nothing else matters: enough to hide the cost of handing it out, few enough to balance.
  public static let defaultChunk = 1024

  /// The number of processors that this process may use.
  public static var processorCount: Int {
    let count = WorkerTeam.processors.count
    return count > 0 ? count : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// - Parameter keepsThreads: whether the threads are this value's own, and live as long as it and its copies: for many
  ///   short loops, one after the other. A loop begun while another one runs has one thread.
  public init(threads: Int, keepsThreads: Bool = false) {
    precondition(threads >= 1, "at least one thread")
    self.threads = threads
    team = keepsThreads && threads > 1 ? TeamOnDemand(count: threads) : nil
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
    } else if let team {
      withoutActuallyEscaping(work) { team.value.perform(workers, $0) }
    } else {
      DispatchQueue.concurrentPerform(iterations: workers, execute: work)
    }
  }
}

/// A team, made when it is first needed.
private final class TeamOnDemand: Sendable {
  private let count: Int
  private let team = Mutex<WorkerTeam?>(nil)

  init(count: Int) { self.count = count }

  var value: WorkerTeam {
    team.withLock { team in
      if let team { return team }
      let made = WorkerTeam(count: count)
      team = made
      return made
    }
  }
}
