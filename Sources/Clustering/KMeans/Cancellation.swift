internal import Synchronization

/// A wish to stop that may be uttered at any time, from any thread or a signal handler, and is heeded within a fraction of a
/// second: also while rows are chosen to start from, while a long update assigns rows, and while the region is computed.
///
/// ```swift
/// let cancellation = Cancellation()
/// kmeans.cancellation = cancellation
/// Task { cancellation.cancel() }
/// let model = try kmeans.fitted(to: points)   // stopReason == .interrupted, or ClusteringError.interrupted
/// ```
///
/// What was reached is kept: the model is that of the last update that was finished, its labels and inertia belong to its
/// centroids, and of the region what is not known counts as nothing, margins of 0. Where no assignment of all rows
/// was finished there is no model, and the fit throws ``ClusteringError/interrupted``.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  public init() {}

  /// Utters the wish; it cannot be taken back.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the wish was uttered.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
