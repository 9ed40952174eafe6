internal import Refusals
internal import Synchronization

/// A value that is made when it is first asked for, by whichever thread asks first, and then kept.
public final class MadeOnce<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  public init() {}

  /// The value, if it has been asked for.
  public var ifMade: Value? { made.withLock { $0 } }

  public func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
