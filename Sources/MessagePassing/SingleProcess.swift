internal import Refusals

/// A group of one: every value is already the group's.
///
/// ```swift
/// let communicator: any Communicator = SingleProcess()
/// ```
///
/// - Complexity: O(1) for every function.
public struct SingleProcess: Communicator, Equatable {
  public init() {}

  public var rank: Int { 0 }
  public var size: Int { 1 }

  /// Leaves the values as they are.
  public func sum(_ values: inout [Int64]) {}

  /// Leaves the values as they are.
  public func sum(_ values: inout [Int128]) {}

  /// Leaves the values as they are.
  public func maximum(_ values: inout [Double]) {}

  /// Leaves the bytes as they are.
  ///
  /// - Precondition: `root` is 0.
  public func broadcast(_ bytes: inout [UInt8], from root: Int) {
    require(root == 0, "a group of one has member 0 only")
  }

  /// Returns at once.
  public func barrier() {}
}
