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
  let restart: Int
  let learningRate: Double?
  /// What it was lowered to.
  let finalLearningRate: Double?
  let isAtMeans: Bool
}

extension FitRun {
  /// The final pass: labels, counts and the direct inertia at the centroids that are returned.
  func finish(
    _ reason: StopReason, learningRate: Double?, finalRate: Double?
  ) throws(ClusteringError) -> FinishedRun {
    completeTrace()
    catchUp()
    let scale = problem.points.scale
    let result = scale.unscaled(centroids)
    // Extremely small data: what a Double can hold in their units decides the labels, not what was computed with.
    let representable = scale.scaled(result)
    if scale != .identity, representable != centroids {
      centroids = representable
      _ = assignAllRows()
    }
    let inertia = problem.points.unscaledLoss(engine.inertia())
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return FinishedRun(
      centroids: result, labels: engine.labels, counts: statistics.counts, inertia: inertia, stopReason: reason,
      trace: trace, restart: restart, learningRate: learningRate, finalLearningRate: finalRate, isAtMeans: isAtMeans())
  }
}

extension KMeansModel {
  init(_ run: FinishedRun, inertias: [Double], stopReason: StopReason, region: LocalityRegion, timings: Timings) {
    self.init(
      centroids: run.centroids, labels: run.labels, counts: run.counts, inertia: run.inertia,
      iterations: run.trace[run.trace.count - 1].iteration, stopReason: stopReason, trace: run.trace,
      region: region, isLocalMinimum: run.isAtMeans && region.radius.map { $0 > 0 } ?? true, restart: run.restart,
      restartInertias: inertias, learningRate: run.learningRate, finalLearningRate: run.finalLearningRate,
      timings: timings)
  }
}
