internal import ArgumentParser
internal import Clustering
internal import MessagePassing
internal import MessagePassingInterface
internal import VectorFiles

/// The processes that work on one command: this one, or those that a launcher of MPI has started with it.
///
/// All take the same steps. The first of them prints and writes; what goes wrong at any of them is said once, and ends all with the
/// same exit code.
struct ProcessGroup {
  /// nil for one process.
  let communicator: (any Communicator)?

  static let alone = ProcessGroup(nil)

  init(_ communicator: (any Communicator)?) { self.communicator = communicator }

  var rank: Int { communicator?.rank ?? 0 }
  var size: Int { communicator?.size ?? 1 }
  var isFirst: Bool { rank == 0 }
  var isShared: Bool { size > 1 }

  /// `4 processes (Open MPI v4.1.4)`; nil for one.
  var title: String? {
    guard let member = communicator as? MPICommunicator else { return nil }
    return "\(size == 1 ? "1 process" : "\(size) processes") (\(member.libraryName))"
  }

  /// What `body` returns; where it throws at some processes, none goes on.
  ///
  /// - Throws: Where there are several: what the first of those that threw has to say, at all.
  func agreeing<Value>(_ body: () throws -> Value) throws -> Value {
    guard isShared else { return try body() }
    let result = Result { try body() }
    let own: CommandFailure? = if case .failure(let error) = result { CommandFailure(anyOf: error) } else { nil }
    if own?.origin == .between { return try result.get() }
    // Exit codes of those that know the reason.
    var codes = [Int64](repeating: 0, count: size)
    codes[rank] = own.map { $0.origin == .here ? Int64($0.exitCode) : 0 } ?? 0
    try sum(&codes)
    guard let first = codes.firstIndex(where: { $0 > 0 }) else { return try result.get() }
    let words = try gathered(rank == first ? Array((own?.message ?? "").utf8) : [])[first]
    let message = String(decoding: words, as: UTF8.self)
    // What all have to say needs no name.
    let isOfOne = !message.isEmpty && codes.contains(0)
    throw CommandFailure(
      exitCode: Int32(codes[first]), message: isOfOne ? "process \(first) of \(size): \(message)" : message)
  }

  /// What each process has, in their order.
  func gathered(_ own: [UInt8]) throws(CommandFailure) -> [[UInt8]] {
    guard let communicator else { return [own] }
    do {
      return try communicator.gathered(own)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// What each process has, in their order.
  func gathered(_ own: [Int]) throws(CommandFailure) -> [[Int]] {
    try gathered(own.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }).map { bytes in
      stride(from: 0, to: bytes.count, by: 8).map { start in
        (0..<8).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
      }
    }
  }

  private func sum(_ values: inout [Int64]) throws(CommandFailure) {
    do {
      try communicator?.sum(&values)
    } catch {
      throw CommandFailure(error)
    }
  }
}
