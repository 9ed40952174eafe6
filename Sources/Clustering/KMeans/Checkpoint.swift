internal import Matrices
internal import TesseraKernels

/// The state of a run between two updates, kept while an update is made that may be given up on the way.
struct Checkpoint {
  /// In scaled units.
  let centroids: Matrix<Double>
  let labels: [Int32]
  let counts: [Int]
  let rate: Double?
}

extension FitRun {
  /// Keeps the state, or forgets it, before another update.
  ///
  /// - Complexity: O(rows), where the last update was a long one.
  func keepCheckpoint() {
    checkpoint = nil
    guard sample == nil, problem.cancellation != nil, !isStanding else { return }
    let before = trace.count > 1 ? trace[trace.count - 2].seconds : 0
    guard trace[trace.count - 1].seconds - before >= problem.longUpdate else { return }
    checkpoint = Checkpoint(
      centroids: centroids, labels: engine.labels, counts: statistics.counts, rate: plain?.rate)
  }

  /// The result as of the last update that was finished.
  func finish(_ checkpoint: Checkpoint, learningRate: Double?) throws(ClusteringError) -> FinishedRun {
    let scale = problem.points.scale
    let engine = problem.engine()
    engine.resume(checkpoint.labels, at: checkpoint.centroids)
    let inertia = problem.points.unscaledLoss(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: scale.unscaled(checkpoint.centroids), labels: checkpoint.labels, counts: checkpoint.counts,
      inertia: inertia, stopReason: .interrupted, trace: trace, restart: restart, learningRate: learningRate,
      finalLearningRate: checkpoint.rate ?? learningRate, isAtMeans: false)
  }
}

extension AssignmentEngine {
  /// Whether the assignment in progress, if it may be given up, is.
  var isGivenUp: Bool { mayBeGivenUp && points.cancellation?.isCancelled ?? false }
}
