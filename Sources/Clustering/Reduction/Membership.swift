internal import MessagePassing

/// This process as a member of a group, and the first exchange that failed: after it there are none.
final class Membership: Sendable {
  let rank: Int
  let size: Int
  private let communicator: AnyCommunicator
  /// The thread that makes a fit makes its exchanges.
  private(set) nonisolated(unsafe) var failure: CommunicationError?

  init(_ communicator: AnyCommunicator) {
    (self.communicator, rank, size) = (communicator, communicator.rank, communicator.size)
  }

  func sum(_ values: [Int64]) -> [Int64] {
    exchanged(values) { values throws(CommunicationError) in try communicator.sum(&values) }
  }

  func sum(_ values: [Int128]) -> [Int128] {
    exchanged(values) { values throws(CommunicationError) in try communicator.sum(&values) }
  }

  func maximum(_ values: [Double]) -> [Double] {
    exchanged(values) { values throws(CommunicationError) in try communicator.maximum(&values) }
  }

  /// What each member has, one after the other.
  func gathered(_ own: [UInt64]) -> [UInt64] {
    var all = [Int64](repeating: 0, count: own.count * size)
    for (index, word) in own.enumerated() { all[rank * own.count + index] = Int64(bitPattern: word) }
    return sum(all).map { UInt64(bitPattern: $0) }
  }

  private func exchanged<Values>(
    _ values: Values, _ body: (inout Values) throws(CommunicationError) -> Void
  ) -> Values {
    guard failure == nil else { return values }
    var exchanged = values
    do {
      try body(&exchanged)
      return exchanged
    } catch {
      failure = error
      return values
    }
  }
}
