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
  /// Where some rows are left out: which, and how far all centroids may move before others are.
  var trimmed: (rows: [Int], margin: Double)?
}

extension FitProblem {
  /// Runs to the end and assigns all rows to the final centroids.
  func finished(
    _ options: KMeans, from state: RunState, _ watch: RunWatch<Scalar>
  ) throws(ClusteringError) -> FinishedRun {
    let exact = ExactAssigner(self, options)
    if let parts = points.partial {
      return try finished(FitLoop(PartialAssigner(exact, parts), from: state, options, watch))
    }
    switch options.solver.sampling {
    case .fullBatch: return try finished(FitLoop(exact, from: state, options, watch))
    case .nested(let size): return try finished(FitLoop(NestedSamples(exact, from: size), from: state, options, watch))
    case .miniBatch, .given: return try finished(FitLoop(MiniBatch(exact, options), from: state, options, watch))
    }
  }

  private func finished<Rows: Assigner>(
    _ loop: consuming FitLoop<Rows>
  ) throws(ClusteringError) -> FinishedRun where Rows.Scalar == Scalar {
    do {
      let reason = try loop.run()
      let last = loop.state.trace.count - 1
      if loop.state.trace[last].inertia == nil, let entry = try loop.assigner.conclude(&loop.state) {
        (loop.state.trace[last].changed, loop.state.trace[last].inertia) = (entry.changed, entry.inertia)
      }
      return try loop.assigner.finish(loop.state, reason)
    } catch {
      guard case .interrupted = error, let run = try loop.assigner.finishGivenUp(loop.state) else { throw error }
      return run
    }
  }
}

extension ExactAssigner {
  /// The final pass: labels, counts and the direct inertia at the centroids that are returned.
  func finishNearest(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    catchUp(state.centroids)
    let scale = problem.points.scale
    let centroids = scale.unscaled(state.centroids)
    // Extremely small data: what a Double can hold in their units decides the labels, not what was computed with.
    let representable = scale.scaled(centroids)
    if scale != .identity, representable != state.centroids { _ = bring(to: representable) }
    let inertia = problem.points.unscaledLoss(engine.inertia())
    try problem.reduction.check()
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: centroids, labels: engine.labels, counts: statistics.counts, inertia: inertia, stopReason: reason,
      trace: state.trace, learningRate: state.learningRate, finalLearningRate: state.finalLearningRate,
      isAtMeans: isAtMeans(representable))
  }
}
