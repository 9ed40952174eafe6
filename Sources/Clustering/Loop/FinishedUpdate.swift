internal import Matrices
internal import TesseraKernels

/// A run between two updates, kept while an update is made that may be given up on the way.
struct FinishedUpdate {
  let state: RunState
  let labels: [Int32]
  let counts: [Int]
}

extension FitProblem {
  /// The result as of the last update that was finished.
  func finish(_ finishedUpdate: FinishedUpdate) throws(ClusteringError) -> FinishedRun {
    let state = finishedUpdate.state
    let engine = engine()
    engine.resume(finishedUpdate.labels, at: state.centroids)
    let inertia = points.unscaledLoss(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: points.scale.unscaled(state.centroids), labels: finishedUpdate.labels, counts: finishedUpdate.counts,
      inertia: inertia, stopReason: .interrupted, trace: state.trace, learningRate: state.learningRate,
      finalLearningRate: state.finalLearningRate, isAtMeans: false)
  }
}

extension AssignmentEngine {
  /// Whether the assignment in progress, if it may be given up, is.
  var isGivenUp: Bool { mayBeGivenUp && points.cancellation?.isCancelled ?? false }
}
