internal import CTesseraKernels

#if hasFeature(Embedded)
  /// What this target asks of the system: in a web page there is one thread, no environment, and memory of 32-bit addresses.
  enum Platform {
    static var processorCount: Int { 1 }
    static func environment(_ name: String) -> String? { nil }
    static func concurrently(_ count: Int, _ work: @Sendable (Int) -> Void) { for index in 0..<count { work(index) } }
    static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool { false }
    static func canHold(_ byteCount: Int) -> Bool { byteCount < Int.max / 2 }
  }

  /// Nobody sleeps where there is one thread.
  struct Alarm: Sendable {
    func signal() {}
    func wait() {}
  }

  /// What the standard library has elsewhere.
  package struct ContinuousClock: Sendable {
    package struct Instant: Sendable, Comparable {
      let nanoseconds: Int64

      package static func - (left: Instant, right: Instant) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
      }
      package static func + (left: Instant, right: Duration) -> Instant {
        let (seconds, attoseconds) = right.components
        return Instant(nanoseconds: left.nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
      }
      package static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
    }

    package init() {}

    package var now: Instant { Instant(nanoseconds: tessera_host_nanoseconds()) }
  }

  package func log(_ x: Double) -> Double { tessera_host_log(x) }
#else
  internal import CLibrary
  internal import Dispatch
  internal import MachineMemory

  /// What this target asks of the system.
  enum Platform {
    /// How many processors are at work.
    static var processorCount: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Calls `work` for each of 0 ..< `count`, on threads that belong to nobody.
    static func concurrently(_ count: Int, _ work: @Sendable (Int) -> Void) {
      guard getpid() == firstProcess else { return onNewThreads(count, work) }
      DispatchQueue.concurrentPerform(iterations: count, execute: work)
    }

    /// The one whose libdispatch has threads: a child that it forks has none, and must not ask for them.
    private static let firstProcess = getpid()

    /// The same, on threads that are made for it.
    static func onNewThreads(_ count: Int, _ work: @Sendable (Int) -> Void) {
      withoutActuallyEscaping(work) { work in
        let done = Alarm()
        let started = (1..<max(1, count)).filter { index in
          // (It wakes nobody as long as it has the work, which ends with this function.)
          startThread {
            work(index)
          } then: {
            done.signal()
          }
        }
        for index in 0..<count where !started.contains(index) { work(index) }
        for _ in started { done.wait() }
      }
    }

    /// Whether the system may hold so many bytes beside what the process has; no is a proof.
    static func canHold(_ byteCount: Int) -> Bool {
      if let most = MachineMemory.installed, byteCount > most { return false }
      if let most = MachineMemory.groupLimit, byteCount > most { return false }
      // Limits of the process and its address space (ulimit -v) are for the system to say.
      let memory: UnsafeMutableRawPointer? = mmap(
        nil, max(byteCount, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
      guard let memory, memory != MAP_FAILED else { return false }
      munmap(memory, max(byteCount, 1))
      return true
    }

    /// A thread that does `body`, lets go of it, does `last` and ends; false where no more are to be had.
    static func startThread(
      _ body: @escaping @Sendable () -> Void, then last: @escaping @Sendable () -> Void = {}
    ) -> Bool {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
      let context = Unmanaged.passRetained(ThreadBody(body, last)).toOpaque()
      #if canImport(Darwin) || canImport(Musl)
        var created: pthread_t?
      #else
        var created = pthread_t()
      #endif
      // (An argument may be missing in the headers of some systems, and not in those of others.)
      let result = pthread_create(
        &created, &attributes, { ThreadBody.main(($0 as UnsafeMutableRawPointer?)!) }, context)
      pthread_attr_destroy(&attributes)
      if result != 0 { Unmanaged<ThreadBody>.fromOpaque(context).release() }
      return result == 0
    }
  }

  private final class ThreadBody: Sendable {
    private let body, last: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void, _ last: @escaping @Sendable () -> Void) {
      (self.body, self.last) = (body, last)
    }

    static func main(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
      // Signals to the process are for the program's own threads, as with libdispatch's; faults are where they happen.
      var signals = sigset_t()
      sigfillset(&signals)
      for fault in [SIGBUS, SIGSEGV, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&signals, fault) }
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      var thread: ThreadBody? = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
      let last = thread?.last
      thread?.body()
      thread = nil
      last?()
      // Nobody asks a detached thread for it.
      return context
    }
  }

  /// Wakes one thread that sleeps, or the next that would.
  struct Alarm: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func signal() { semaphore.signal() }
    func wait() { semaphore.wait() }
  }
#endif
