internal import TesseraKernels

/// Whether a fit is to go on: asked by its runs, from any thread.
struct SearchWatch: Sendable {
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private let limit: Double?
  private let cancellation: Cancellation?

  /// - Parameter seconds: after which the search ends; nil for never.
  init(limit: Double?, _ cancellation: Cancellation?) {
    begin = clock.now
    (self.limit, self.cancellation) = (limit, cancellation)
  }

  var seconds: Double { (clock.now - begin).inSeconds }

  /// Whether the time is over.
  var isOverdue: Bool { limit.map { seconds >= $0 } ?? false }

  var isOver: Bool { isOverdue || cancellation?.isCancelled ?? false }
}
