/// Why a process cannot be a member of the group that it was started in.
public struct MPIStartError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong, and what to do.
  public let description: String

  public init(_ description: String) { self.description = description }
}
