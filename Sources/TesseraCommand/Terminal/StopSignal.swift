internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Ctrl-C (SIGINT) and SIGTERM as a wish that the fit reads between two iterations; the second one ends the process.
enum StopSignal {
  /// From now on the first signal is only remembered.
  static func install() {
    for number in [SIGINT, SIGTERM] { signal(number, remember) }
  }

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
  signal(number, SIG_DFL)
}
