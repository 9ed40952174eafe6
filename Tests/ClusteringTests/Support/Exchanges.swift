import MessagePassing
import Synchronization

/// A member that notes its exchanges, and refuses more than so many.
final class Exchanges: Communicator {
  static let ended = CommunicationError("no more exchanges")

  private let member: any Communicator
  private let limit: Int
  private let log = Mutex<[String]>([])

  init(_ member: any Communicator, until limit: Int = .max) { (self.member, self.limit) = (member, limit) }

  var rank: Int { member.rank }
  var size: Int { member.size }
  var kinds: [String] { log.withLock { $0 } }

  private func note(_ kind: String) throws(CommunicationError) {
    let count = log.withLock { log in
      log.append(kind)
      return log.count
    }
    if count > limit { throw Self.ended }
  }

  func sum(_ values: inout [Int64]) throws(CommunicationError) {
    try note("words \(values.count)")
    try member.sum(&values)
  }

  func sum(_ values: inout [Int128]) throws(CommunicationError) {
    try note("quanta \(values.count)")
    try member.sum(&values)
  }

  func maximum(_ values: inout [Double]) throws(CommunicationError) {
    try note("bounds \(values.count)")
    try member.maximum(&values)
  }

  func broadcast(_ bytes: inout [UInt8], from root: Int) throws(CommunicationError) {
    try note("bytes from \(root)")
    try member.broadcast(&bytes, from: root)
  }

  func barrier() throws(CommunicationError) {
    try note("barrier")
    try member.barrier()
  }
}
