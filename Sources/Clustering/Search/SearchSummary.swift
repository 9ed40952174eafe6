/// What was done for a better minimum, and in how long.
public struct SearchSummary: Sendable, Equatable {
  /// One method's share; the first is always that of the runs from different starts, `restarts`.
  public struct Method: Sendable, Equatable {
    /// `restarts`, or a method's own: ``SearchMethod/name``.
    public var name: String
    /// How many descents it made, each to a fixed point of Lloyd's rule.
    public var runs = 0
    /// How many times it lowered the best inertia.
    public var improvements = 0
    public var seconds = 0.0
  }

  /// Why the search ended.
  public enum Ending: String, Sendable {
    /// All methods came to their end.
    case finished
    /// ``KMeans/timeLimit``: the result depends on the clock.
    case timeLimit
    /// The caller asked to stop.
    case interrupted
  }

  /// ``SearchQuality/name``.
  public var quality: String
  public var methods: [Method]
  public var endedBy = Ending.finished
}
