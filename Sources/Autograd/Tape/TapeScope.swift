/// The tapes of one outermost gradient and of everything nested in it.
public final class TapeScope: Sendable {
  let single = Tape<Float>()
  let double = Tape<Double>()
  /// Where the function runs whose gradient is being taken.
  private let thread = currentThread()

  private init() {
    single.pair(with: double)
    double.pair(with: single)
  }

  private static let inherited = TaskLocal<TapeScope?>(wrappedValue: nil)
  private static var current: TapeScope? { inherited.get() }

  /// Calls `body` with the scope of the gradient that is being taken, or with a new one that ends with the call.
  ///
  /// A function runs to its end on one thread. A task that was begun inside inherits the scope, but runs elsewhere or later: it
  /// nests in nothing.
  static func run<Result>(
    _ body: (_ scope: TapeScope, _ isOutermost: Bool) throws -> Result
  ) rethrows -> Result {
    if let current, current.thread == currentThread(), current.single.isRecording { return try body(current, false) }
    AllocatorHint.give()
    let scope = TapeScope()
    // A node's inputs hold the tape that holds the node.
    defer {
      scope.single.close()
      scope.double.close()
    }
    return try inherited.withValue(scope) { try body(scope, true) }
  }

  /// Calls `body` when the outermost function has returned: nothing is recorded any more, and a gradient that is taken, by a
  /// pullback of the caller's, is an outermost one with tapes of its own.
  func runAfterwards<Result>(_ body: () throws -> Result) rethrows -> Result {
    single.stopRecording()
    double.stopRecording()
    return try Self.inherited.withValue(nil, operation: body)
  }
}
