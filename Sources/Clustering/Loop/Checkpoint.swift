internal import Matrices
internal import TesseraKernels

/// A run between two updates, kept while an update is made that may be given up on the way.
struct Checkpoint {
  let state: RunState
  let labels: [Int32]
  let counts: [Int]
}

extension FitProblem {
  /// The result as of the last update that was finished.
  func finish(_ checkpoint: Checkpoint) throws(ClusteringError) -> FinishedRun {
    let state = checkpoint.state
    let engine = engine()
    engine.resume(checkpoint.labels, at: state.centroids)
    let inertia = points.unscaledLoss(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: points.scale.unscaled(state.centroids), labels: checkpoint.labels, counts: checkpoint.counts,
      inertia: inertia, stopReason: .interrupted, trace: state.trace, learningRate: state.learningRate,
      finalLearningRate: state.finalLearningRate, isAtMeans: false)
  }
}

extension AssignmentEngine {
  /// Whether the assignment in progress, if it may be given up, is.
  var isGivenUp: Bool { mayBeGivenUp && points.cancellation?.isCancelled ?? false }
}
