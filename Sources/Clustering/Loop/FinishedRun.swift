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
