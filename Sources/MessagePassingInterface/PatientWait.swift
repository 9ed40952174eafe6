internal import CLibrary

/// How long a member sleeps between two looks at an exchange: not at all at first, then for an eighth of what it has waited, at
/// most a millisecond.
///
/// Members that spin keep processors from those that they wait for, where there are more members than processors; those that sleep
/// at once find out late. An eighth adds so much to a wait at most.
struct PatientWait {
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  init() { begin = clock.now }

  /// How long it has been.
  var waited: Duration { clock.now - begin }

  /// Lets others work for a while.
  func rest() {
    let pause = Self.pause(after: waited)
    guard pause > .zero else {
      sched_yield()
      return
    }
    var time = timespec(tv_sec: 0, tv_nsec: Int(pause.components.attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }

  static func pause(after waited: Duration) -> Duration {
    waited < .microseconds(100) ? .zero : min(waited / 8, .milliseconds(1))
  }
}
