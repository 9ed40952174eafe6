/// The tapes of one outermost gradient and of everything nested in it.
public final class TapeScope: Sendable {
  let single = Tape<Float>()
  let double = Tape<Double>()

  @TaskLocal private static var current: TapeScope?

  /// Calls `body` with the scope of the gradient that is being taken, or with a new one that ends with the call.
  static func run<Result>(
    _ body: (_ scope: TapeScope, _ isOutermost: Bool) throws -> Result
  ) rethrows -> Result {
    if let current { return try body(current, false) }
    AllocatorHint.given
    let scope = TapeScope()
    // A node's inputs hold the tape that holds the node.
    defer {
      scope.single.close()
      scope.double.close()
    }
    return try $current.withValue(scope) { try body(scope, true) }
  }

  /// Calls `body` as if no gradient were being taken: one that it takes is an outermost one, with tapes of its own.
  static func runOutside<Result>(_ body: () throws -> Result) rethrows -> Result {
    try $current.withValue(nil, operation: body)
  }
}
