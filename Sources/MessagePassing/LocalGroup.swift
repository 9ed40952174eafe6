internal import Dispatch
internal import Refusals
internal import Synchronization

/// A group whose members are threads of this process: for tests of what is to run on many machines.
///
/// ```swift
/// let sums = try LocalGroup.run(3) { member in
///   var values = [Int64(member.rank)]
///   try member.sum(&values)
///   return values[0]
/// }
/// // [3, 3, 3]
/// ```
public final class LocalGroup: Sendable {
  /// What one member brings to an exchange, and takes away from it.
  fileprivate enum Message: Sendable {
    case words([Int64])
    case quanta([Int128])
    case bounds([Double])
    case bytes([UInt8], root: Int)
    case nothing
  }

  private struct State {
    var arrived: [Message?]
    /// What each member has not taken away yet.
    var results: [Result<Message, CommunicationError>?]
    /// The first member that ended before the others.
    var absent: Int?
  }

  private let state: Mutex<State>
  private let alarms: [DispatchSemaphore]

  /// - Parameter size: how many members there are, at least 1.
  private init(size: Int) {
    state = Mutex(State(arrived: Array(repeating: nil, count: size), results: Array(repeating: nil, count: size)))
    alarms = (0..<size).map { _ in DispatchSemaphore(value: 0) }
  }

  /// Calls `body` once for each of `size` members, on threads of their own; returns what they return, in order.
  ///
  /// Where one throws, the others' exchanges throw as well.
  ///
  /// - Throws: What the first member threw that left; else what the first in order threw.
  public static func run<Value: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (any Communicator) throws -> Value
  ) throws -> [Value] {
    require(size >= 1, "a group has at least one member")
    let group = LocalGroup(size: size)
    let results = Results<Value>(size)
    let running = DispatchGroup()
    for rank in 0..<size {
      // Members wait for each other: every one has a thread.
      DispatchQueue(label: "member \(rank)").async(group: running) {
        let result = Result { try body(Member(group: group, rank: rank)) }
        group.leave(rank)
        results.values.withLock { $0[rank] = result }
      }
    }
    running.wait()
    let ended = results.values.withLock { $0.compactMap { $0 } }
    if let first = group.state.withLock({ $0.absent }) { _ = try ended[first].get() }
    return try ended.map { try $0.get() }
  }

  fileprivate var size: Int { alarms.count }

  /// Combines what all members bring, when the last one has.
  fileprivate func exchange(_ message: Message, of rank: Int) throws(CommunicationError) -> Message {
    let isLast = try state.withLock { state throws(CommunicationError) in
      if let absent = state.absent { throw Self.isAbsent(absent) }
      state.arrived[rank] = message
      guard state.arrived.allSatisfy({ $0 != nil }) else { return false }
      let result = Self.combined(state.arrived.compactMap { $0 })
      state.results = Array(repeating: result, count: size)
      state.arrived = Array(repeating: nil, count: size)
      return true
    }
    if isLast {
      for other in alarms.indices where other != rank { alarms[other].signal() }
    } else {
      alarms[rank].wait()
    }
    let result = state.withLock { $0.results[rank] }
    return try (result ?? .failure(Self.isAbsent(rank))).get()
  }

  /// Who waits for this member, waits in vain.
  private func leave(_ rank: Int) {
    let waiting = state.withLock { state -> [Int] in
      if state.absent == nil { state.absent = rank }
      let waiting = state.arrived.indices.filter { state.arrived[$0] != nil }
      guard !waiting.isEmpty else { return [] }
      for other in waiting { state.results[other] = .failure(Self.isAbsent(rank)) }
      state.arrived = Array(repeating: nil, count: state.arrived.count)
      return waiting
    }
    for other in waiting { alarms[other].signal() }
  }

  private static func isAbsent(_ rank: Int) -> CommunicationError {
    CommunicationError("member \(rank) has left the group; its own error says why")
  }

  private static func combined(_ messages: [Message]) -> Result<Message, CommunicationError> {
    let rest = messages.dropFirst()
    let result: Message? = rest.reduce(messages[0]) { sum, next in
      switch (sum, next) {
      case (.words(let left)?, .words(let right)) where left.count == right.count:
        .words(zip(left, right).map { $0 &+ $1 })
      case (.quanta(let left)?, .quanta(let right)) where left.count == right.count:
        .quanta(zip(left, right).map { $0 &+ $1 })
      case (.bounds(let left)?, .bounds(let right)) where left.count == right.count:
        .bounds(zip(left, right).map { max($0, $1) })
      case (.bytes(_, let left)?, .bytes(_, let right)) where left == right: messages[left]
      case (.nothing?, .nothing): .nothing
      default: nil
      }
    }
    return result.map { .success($0) } ?? .failure(CommunicationError("the members do not ask for the same exchange"))
  }
}

/// One of the members of a ``LocalGroup``.
private struct Member: Communicator {
  let group: LocalGroup
  let rank: Int
  var size: Int { group.size }

  func sum(_ values: inout [Int64]) throws(CommunicationError) {
    if case .words(let sums) = try group.exchange(.words(values), of: rank) { values = sums }
  }

  func sum(_ values: inout [Int128]) throws(CommunicationError) {
    if case .quanta(let sums) = try group.exchange(.quanta(values), of: rank) { values = sums }
  }

  func maximum(_ values: inout [Double]) throws(CommunicationError) {
    if case .bounds(let bounds) = try group.exchange(.bounds(values), of: rank) { values = bounds }
  }

  func broadcast(_ bytes: inout [UInt8], from root: Int) throws(CommunicationError) {
    require(root >= 0 && root < size, "the root is one of the members")
    if case .bytes(let sent, _) = try group.exchange(.bytes(bytes, root: root), of: rank) { bytes = sent }
  }

  func barrier() throws(CommunicationError) { _ = try group.exchange(.nothing, of: rank) }
}

private final class Results<Value: Sendable>: Sendable {
  let values: Mutex<[Result<Value, any Error>?]>

  init(_ count: Int) { values = Mutex(Array(repeating: nil, count: count)) }
}
