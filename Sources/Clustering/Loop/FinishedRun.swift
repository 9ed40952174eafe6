internal import Matrices
internal import TesseraKernels

/// A run's result, all of it belonging to `centroids`.
struct FinishedRun {
  /// In the data's units.
  let centroids: Matrix<Double>
  let labels: [Int32]
  let counts: [Int]
  let inertia: Double
  let stopReason: StopReason
  let trace: [TraceEntry]
  let learningRate: Double?
  /// What it was lowered to.
  let finalLearningRate: Double?
  let isAtMeans: Bool
}

extension FitLoop {
  /// Runs to the end and assigns all rows to the final centroids.
  func finished() throws(ClusteringError) -> FinishedRun {
    do {
      let reason = try run()
      if state.trace[state.trace.count - 1].inertia == nil, let entry = try assigner.conclude(state) {
        state.trace[state.trace.count - 1].changed = entry.changed
        state.trace[state.trace.count - 1].inertia = entry.inertia
      }
      return try exact.finish(state, reason)
    } catch {
      guard case .interrupted = error, let checkpoint = assigner.checkpoint else { throw error }
      return try problem.finish(checkpoint)
    }
  }
}

extension ExactAssigner {
  /// The final pass: labels, counts and the direct inertia at the centroids that are returned.
  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    catchUp(state.centroids)
    let scale = problem.points.scale
    let centroids = scale.unscaled(state.centroids)
    // Extremely small data: what a Double can hold in their units decides the labels, not what was computed with.
    let representable = scale.scaled(centroids)
    if scale != .identity, representable != state.centroids { _ = bring(to: representable) }
    let inertia = problem.points.unscaledLoss(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: centroids, labels: engine.labels, counts: statistics.counts, inertia: inertia, stopReason: reason,
      trace: state.trace, learningRate: state.learningRate, finalLearningRate: state.finalLearningRate,
      isAtMeans: isAtMeans(representable))
  }
}
