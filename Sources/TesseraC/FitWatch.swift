internal import CTessera
internal import Clustering
internal import Synchronization

/// What ends a fit from outside: the caller's callback, and `tessera_kmeans_cancel`.
struct FitWatch {
  let cancellation = Cancellation()
  fileprivate let progress: tessera_progress?
  fileprivate let context: UnsafeMutableRawPointer?

  /// Tells the callback, whose no ends the fit.
  func hear(_ iteration: Int, _ value: Double?) {
    guard let progress, !cancellation.isCancelled else { return }
    if !progress(context, Int64(iteration), value ?? .nan) { cancellation.cancel() }
  }

  func hear(_ entry: TraceEntry) { hear(entry.iteration, entry.inertia) }
}

extension KMeansOptions {
  /// Does something that runs until it is done or somebody ends it.
  func watching<Result>(_ body: (FitWatch) throws -> Result) throws -> Result {
    let watch = FitWatch(progress: progress, context: context)
    running.withLock { $0.append(watch.cancellation) }
    defer { running.withLock { $0.removeAll { $0 === watch.cancellation } } }
    return try body(watch)
  }

  /// Ends all of it that runs now.
  func cancel() {
    running.withLock { for cancellation in $0 { cancellation.cancel() } }
  }
}
