internal import CLibrary
internal import Clustering
internal import Synchronization

/// Ctrl-C (SIGINT) and SIGTERM as a wish that a fit heeds at once and keeps what it has reached; the second one ends the process.
enum StopSignal {
  /// From now on the first signal is only remembered. A signal that the parent has us ignore (nohup) stays ignored; one
  /// that it left blocked (the worker threads of Swift programs do) is let through.
  static func install() {
    // Made now: the handler may make nothing.
    _ = cancellation
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      sigaction(number, nil, &action)
      if isIgnored(action) { continue }
      signal(number, remember)
      sigaddset(&numbers, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #elseif canImport(Android)
      let handler = action.sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Cancelled by the first signal.
  static let cancellation = Cancellation()

  /// The signal that arrived, if one did.
  static var received: Int32? {
    let number = receivedSignal.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
}

/// A signal handler can reach nothing but global state.
private let receivedSignal = Atomic<Int32>(0)

private func remember(_ number: Int32) {
  receivedSignal.store(number, ordering: .relaxed)
  StopSignal.cancellation.cancel()
  signal(number, SIG_DFL)
}
