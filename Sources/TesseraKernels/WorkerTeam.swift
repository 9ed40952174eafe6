internal import CTesseraKernels
internal import Synchronization

/// Threads for many short loops, one after the other: between two loops they look out for the next for a moment before they
/// sleep, and where they are as many as the processors of this process, each has its own.
///
/// Libdispatch's threads sleep at once. Waking one costs 50 microseconds where a processor is a virtual one, and some
/// schedulers pack threads that wake each other onto one processor for the first tens of milliseconds: a fit may be over by
/// then. Whoever waits for long keeps a processor from others: a virtual one may share its core with the very one that is
/// waited for (measured in Benchmarks/NOTES.md).
final class WorkerTeam: Sendable {
  typealias Job = @Sendable (_ worker: Int) -> Void

  private let workers: [Worker]
  private let isBusy = Atomic(false)
  /// Where the thread that hands out work ran last; -1: workers run where the system puts them.
  private let home: Atomic<Int32>

  /// - Parameter count: how many threads work, the caller's included.
  init(count: Int) {
    let processors = Self.processors
    let isSpread = count == processors.count
    let home = isSpread ? tessera_processor() : -1
    var others = processors.filter { $0 != home }[...]
    // More threads than processors: whoever spins keeps another from working.
    let patience = count > max(1, processors.count) ? Duration.zero : .microseconds(100)
    self.home = Atomic(home)
    workers = (1..<count).map { number in
      Worker(number: number, processor: home >= 0 ? others.popFirst() ?? -1 : -1, patience: patience)
    }
    for worker in workers { worker.start() }
  }

  deinit {
    for worker in workers { worker.stop() }
  }

  /// The processors that this process may use; empty if that is not known.
  static var processors: [Int32] {
    let count = tessera_processors(nil, 0)
    return [Int32](unsafeUninitializedCapacity: count) { $1 = min(count, tessera_processors($0.baseAddress, count)) }
  }

  /// Calls `job` once for each worker 0 ..< `count`, the caller being worker 0; alone where the team is busy already.
  func perform(_ count: Int, _ job: @escaping Job) {
    guard !isBusy.exchange(true, ordering: .acquiring) else { return job(0) }
    stepAside()
    let helpers = workers.prefix(count - 1)
    for worker in helpers { worker.begin(job) }
    job(0)
    for worker in helpers { worker.waitUntilDone() }
    isBusy.store(false, ordering: .releasing)
  }

  /// Sends the worker whose processor the caller has come to to the one that it came from.
  private func stepAside() {
    let old = home.load(ordering: .relaxed)
    guard old >= 0 else { return }
    let new = tessera_processor()
    guard new != old else { return }
    home.store(new, ordering: .relaxed)
    workers.first { $0.processor == new }?.move(to: old)
  }
}

/// One thread of a team.
private final class Worker: Sendable {
  private enum State {
    static let idle = 0
    static let asleep = 1
    static let working = 2
    /// Working, and whoever waits for it sleeps.
    static let watched = 3
    static let stopping = 4
  }

  private let number: Int
  private let patience: Duration
  private let state = Atomic(State.idle)
  private let alarm = Alarm()
  private let done = Alarm()
  private let place: Atomic<Int32>
  private let thread = Atomic(Int32(0))
  /// Written by whoever begins, before the state says so; read by the thread, after.
  private nonisolated(unsafe) var job: WorkerTeam.Job?

  init(number: Int, processor: Int32, patience: Duration) {
    self.number = number
    self.patience = patience
    place = Atomic(processor)
  }

  /// Where it is to run; -1: anywhere.
  var processor: Int32 { place.load(ordering: .relaxed) }

  func start() {
    // No more threads are to be had: begin() works in its stead.
    if !Platform.startThread({ self.run() }) { state.store(State.stopping, ordering: .relaxed) }
  }

  func begin(_ job: @escaping WorkerTeam.Job) {
    if state.load(ordering: .relaxed) == State.stopping { return job(number) }
    self.job = job
    if state.exchange(State.working, ordering: .acquiringAndReleasing) == State.asleep { alarm.signal() }
  }

  func waitUntilDone() {
    for _ in 0..<1000 {
      if state.load(ordering: .acquiring) != State.working { return }
      tessera_relax()
    }
    let (watches, _) = state.compareExchange(
      expected: State.working, desired: State.watched, ordering: .acquiringAndReleasing)
    if watches { done.wait() }
  }

  func stop() {
    if state.exchange(State.stopping, ordering: .acquiringAndReleasing) == State.asleep { alarm.signal() }
  }

  func move(to processor: Int32) {
    place.store(processor, ordering: .sequentiallyConsistent)
    let thread = thread.load(ordering: .sequentiallyConsistent)
    if thread != 0 { tessera_pin(thread, processor) }
  }

  private func run() {
    let number = number
    // Either this sees where it was sent to meanwhile, or whoever sent it sees the thread.
    thread.store(tessera_thread(), ordering: .sequentiallyConsistent)
    let processor = place.load(ordering: .sequentiallyConsistent)
    if processor >= 0 { tessera_pin(tessera_thread(), processor) }
    while true {
      switch awaited() {
      case State.working, State.watched:
        job?(number)
        job = nil
        if state.exchange(State.idle, ordering: .acquiringAndReleasing) == State.watched { done.signal() }
      case State.stopping: return
      default: break
      }
    }
  }

  /// What to do next, once there is something.
  private func awaited() -> Int {
    let clock = ContinuousClock()
    let end = clock.now + patience
    repeat {
      for _ in 0..<32 {
        let now = state.load(ordering: .acquiring)
        if now != State.idle { return now }
        tessera_relax()
      }
    } while clock.now < end
    let (slept, now) = state.compareExchange(
      expected: State.idle, desired: State.asleep, ordering: .acquiringAndReleasing)
    guard slept else { return now }
    alarm.wait()
    return state.load(ordering: .acquiring)
  }
}
