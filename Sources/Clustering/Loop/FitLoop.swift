internal import Matrices
internal import TesseraKernels

/// One run from one start, in four words: freeze the assignment, differentiate the loss that is left, move the centroids, check
/// whether the assignment still holds.
///
/// An argmin has gradient zero, so that labels are constants while the centroids move. What is left of the loss is quadratic, and
/// exact as long as the labels stay: where they repeat, the run has arrived.
final class FitLoop<Scalar: KernelScalar> {
  let problem: FitProblem<Scalar>
  let exact: ExactAssigner<Scalar>
  var state: RunState
  private let options: KMeans
  let assigner: any Assigner
  private let rateFactor: Double
  private let shouldStop: () -> Bool
  private let progress: (TraceEntry) -> Void
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// - Parameter rateFactor: on a learning rate that the solver chooses.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, from start: Matrix<Double>, _ generator: SeededGenerator,
    rateFactor: Double = 1, shouldStop: @escaping () -> Bool, progress: @escaping (TraceEntry) -> Void
  ) throws(ClusteringError) {
    (self.problem, self.options, self.rateFactor) = (problem, options, rateFactor)
    (self.shouldStop, self.progress) = (shouldStop, progress)
    begin = clock.now
    state = RunState(from: start, generator)
    exact = ExactAssigner(problem, options)
    assigner = try exact.assigner(options)
  }

  /// Updates until the assignment repeats, the tolerance, the limit or the caller ends them.
  func run() throws(ClusteringError) -> StopReason {
    record(TraceEntry(0, try exact.assign(state)))
    state.begin(by: stepper())
    while state.iteration < min(options.maximumIterations, assigner.stepCount) {
      if problem.isCancelled || shouldStop() { return .interrupted }
      if let entry = try assigner.freeze(&state) { record(entry) }
      let frozen = assigner.differentiate(state)
      state.iteration += 1
      try assigner.move(&state, by: frozen)
      record(try assigner.check(state))
      if let reason = try assigner.reasonToEnd(state) { return reason }
    }
    if let entry = try assigner.conclude(state) { record(entry) }
    return .maxIterations
  }

  private func stepper() -> any CentroidStepper {
    var stepper = options.solver.makeStepper(for: exact.solverProblem())
    stepper.lowerLearningRate(by: rateFactor)
    return stepper
  }

  private func record(_ entry: TraceEntry) {
    var entry = entry
    entry.seconds = (clock.now - begin).inSeconds
    if options.keepsCentroids, (state.trace.count + 1) * state.centroids.count <= TraceEntry.mostKept {
      entry.centroids = problem.points.scale.unscaled(state.centroids)
    }
    state.trace.append(entry)
    progress(entry)
  }
}
