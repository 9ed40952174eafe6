internal import Matrices
internal import TesseraKernels

/// A run's result, all of it belonging to `centroids`.
struct FinishedRun: Sendable {
  /// In the data's units.
  let centroids: Matrix<Double>
  /// Empty where they are still to be made from the centroids.
  var labels: [Int32]
  let counts: [Int]
  let inertia: Double
  let stopReason: StopReason
  let trace: [TraceEntry]
  let learningRate: Double?
  /// What it was lowered to.
  let finalLearningRate: Double?
  /// Whether each is the mean of its rows, or what else is optimal for its kind.
  let isAtMeans: Bool
  /// Where the sizes of clusters are bounded.
  var balance: ClusterBalance?
  /// Where some rows are left out: which, and how far all centroids may move before others are.
  var trimmed: (rows: [Int], margin: Double)?
  /// What was minimised, in the data's units, where that is not the inertia.
  var loss: Double? = nil
  /// The rows that centroids are, where they are some.
  var medoids: [Int]? = nil
}

extension FitProblem {
  /// Runs to the end and assigns all rows to the final centroids.
  func finished(
    _ options: KMeans, from state: RunState, _ watch: RunWatch<Scalar>
  ) throws(ClusteringError) -> FinishedRun {
    if case .medoid(let distance) = options.centroid {
      var search = try MedoidSearch(self, options, distance, from: state.centroids)
      return try search.run(state, watch)
    }
    let exact = ExactAssigner(self, options)
    if options.centroid == .median { return try finished(FitLoop(MedianAssigner(exact), from: state, options, watch)) }
    if let sizes { return try finished(FitLoop(BalancedAssigner(exact, sizes), from: state, options, watch)) }
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
      if let kept = loop.assigner.exact.checkpoint { _ = loop.watch.shouldStop(kept.state) }
      return run
    }
  }
}

extension FitProblem {
  /// The labels of a run that ended elsewhere.
  func labels(at centroids: Matrix<Double>) -> [Int32] {
    let engine = engine()
    engine.move(to: points.scale.scaled(centroids))
    _ = engine.relabel()
    return engine.labels
  }
}

extension ExactAssigner {
  /// The final pass: labels, counts and the direct inertia at the centroids that are returned.
  func finishNearest(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    catchUp(state.centroids)
    let representable = representable(state.centroids)
    if representable != state.centroids { _ = bring(to: representable) }
    return try result(state, reason, at: representable)
  }

  /// Extremely small data: what a Double can hold in their units decides the labels, not what was computed with.
  func representable(_ centroids: Matrix<Double>) -> Matrix<Double> {
    let scale = problem.points.scale
    return scale == .identity ? centroids : scale.scaled(scale.unscaled(centroids))
  }

  /// - Parameter centroids: in scaled units, those to which the labels belong.
  func result(
    _ state: RunState, _ reason: StopReason, at centroids: Matrix<Double>
  ) throws(ClusteringError) -> FinishedRun {
    let inertia = problem.points.unscaledLoss(engine.inertia())
    try problem.reduction.check()
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: problem.points.scale.unscaled(state.centroids), labels: engine.labels, counts: statistics.counts,
      inertia: inertia, stopReason: reason, trace: state.trace, learningRate: state.learningRate,
      finalLearningRate: state.finalLearningRate, isAtMeans: isAtMeans(centroids))
  }
}
