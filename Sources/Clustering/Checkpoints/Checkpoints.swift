/// When a fit is kept, and where it begins if it was kept before.
///
/// ```swift
/// var checkpoints = Checkpoints(every: .updates(10)) { checkpoint in save(checkpoint.words) }
/// checkpoints.resumed = FitCheckpoint(words: saved)
/// let model = try kmeans.fitted(to: points, checkpoints: checkpoints)
/// ```
public struct Checkpoints {
  /// How much is lost at most.
  public enum Interval: Sendable, Equatable {
    /// This many updates.
    case updates(Int)
    /// The updates of this many seconds, and the one in progress.
    case seconds(Double)
  }

  public var interval: Interval
  /// Where the fit goes on; nil: it begins.
  public var resumed: FitCheckpoint?
  /// Receives the fit as often as the interval says, and when it is interrupted.
  public let keep: (FitCheckpoint) -> Void

  public init(
    every interval: Interval, resuming checkpoint: FitCheckpoint? = nil, keep: @escaping (FitCheckpoint) -> Void
  ) {
    (self.interval, resumed, self.keep) = (interval, checkpoint, keep)
  }
}
