internal import Matrices
internal import TesseraKernels

/// One run from one start, or from where another one was, in four words: freeze the assignment, differentiate the loss that is left, move the centroids, check
/// whether the assignment still holds.
///
/// An argmin has gradient zero, so that labels are constants while the centroids move. What is left of the loss is quadratic, and
/// exact as long as the labels stay: where they repeat, the run has arrived.
struct FitLoop<Rows: Assigner> {
  let assigner: Rows
  var state: RunState
  let options: KMeans
  let watch: RunWatch<Rows.Scalar>
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private let secondsBefore: Double

  init(_ assigner: Rows, from state: RunState, _ options: KMeans, _ watch: RunWatch<Rows.Scalar>) {
    (self.assigner, self.state, self.options, self.watch) = (assigner, state, options, watch)
    (begin, secondsBefore) = (clock.now, state.trace.last?.seconds ?? 0)
    assigner.exact.shouldStop = watch.shouldStop
  }

  /// Updates until the assignment repeats, the tolerance, the limit or the caller ends them.
  mutating func run() throws(ClusteringError) -> StopReason {
    if state.trace.isEmpty {
      record(try assigner.begin(state))
    } else {
      try assigner.resume(state)
    }
    try state.begin(by: options.solver.makeStepper(for: assigner.exact.solverProblem()))
    while state.iteration < min(options.maximumIterations, assigner.stepCount) {
      let stops = try assigner.exact.isToEnd()
      watch.keep(state, stops)
      if stops { return .interrupted }
      if let entry = try assigner.freeze(&state) { record(entry) }
      let frozen = assigner.differentiate(state)
      state.iteration += 1
      try assigner.move(&state, by: frozen)
      record(try assigner.check(state))
      if let reason = try assigner.reasonToEnd(&state) { return reason }
    }
    if let entry = try assigner.conclude(&state) { record(entry) }
    return .maxIterations
  }

  private mutating func record(_ entry: TraceEntry) {
    var entry = entry
    entry.seconds = secondsBefore + (clock.now - begin).inSeconds
    if options.keepsCentroids, (state.trace.count + 1) * state.centroids.count <= TraceEntry.mostKept {
      entry.centroids = assigner.exact.problem.points.scale.unscaled(state.centroids)
    }
    if entry.inertia != nil { state.measured = state.centroids }
    state.trace.append(entry)
    watch.progress(entry, assigner.exact, state)
  }
}
