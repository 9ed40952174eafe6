/// A group of processes that work on one problem, each on its own rows.
///
/// The group's members are numbered 0 ..< ``size``. Every function is *collective*: all members call it, in the same
/// order, with arrays of the same length, and it returns when their values are combined.
///
/// ```swift
/// var counts: [Int64] = [12, 30]      // of my rows
/// try communicator.sum(&counts)       // of all rows, on every member
/// ```
///
/// Sums are of integers only. Integer addition is associative, so that every grouping of the members gives the same
/// bits; a sum of floating-point numbers would depend on how many members there are. Overflow wraps around: choose
/// the quantum so that totals fit.
///
/// A function that throws leaves the group unusable: the others may wait, or have thrown as well.
public protocol Communicator: Sendable {
  /// This process's number, in 0 ..< ``size``.
  var rank: Int { get }

  /// How many processes there are, at least 1.
  var size: Int { get }

  /// Replaces each element by its sum over all members.
  func sum(_ values: inout [Int64]) throws(CommunicationError)

  /// Replaces each element by its sum over all members.
  func sum(_ values: inout [Int128]) throws(CommunicationError)

  /// Replaces each element by its maximum over all members. The values are not NaN.
  func maximum(_ values: inout [Double]) throws(CommunicationError)

  /// Replaces `bytes` by those of member `root`; the others' may have any length before.
  ///
  /// - Precondition: `root` lies in 0 ..< ``size``.
  func broadcast(_ bytes: inout [UInt8], from root: Int) throws(CommunicationError)

  /// Returns when every member has called it.
  func barrier() throws(CommunicationError)
}

extension Communicator {
  /// The bytes of each member, in their order; they may have different lengths.
  package func gathered(_ own: [UInt8]) throws(CommunicationError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for member in 0..<size {
      var bytes = member == rank ? own : []
      try broadcast(&bytes, from: member)
      all.append(bytes)
    }
    return all
  }
}
