/// Why members of a group could not combine their values; whatever they found is void.
public struct CommunicationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong, and what to do.
  public let description: String

  public init(_ description: String) { self.description = description }
}
