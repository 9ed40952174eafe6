/// Why no LAPACK can be used.
public struct LAPACKError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was found in each place, and what to do.
  public let description: String
}
