internal import Matrices
internal import Refusals
internal import TesseraKernels

/// All rows, or those of one sample, with their exact labels: by the engine, or by a region around them that still holds.
final class ExactAssigner<Scalar: KernelScalar>: Assigner {
  var exact: ExactAssigner { self }
  let problem: FitProblem<Scalar>
  let solver: AnySolver
  let tolerance: Double
  let engine: AssignmentEngine<Scalar>
  /// The rows that take part; nil for all.
  var sample: RowSample? { objective.sample }
  private(set) var statistics: StatisticsAccumulator<Scalar>
  private(set) var objective: Objective<Scalar>
  private var standing: StandingAssignment<Scalar>
  /// The statistics at the last assignment, but for the loss; nil where labels have changed since.
  private var known: ClusterStatistics? {
    didSet { if known == nil { objective.forgetMeans() } }
  }
  /// The same, with a row for each cluster that had none; nil where all have some, and once the centroids have moved.
  private var restarted: ClusterStatistics?
  /// What the assignments since these rows take part have found.
  private(set) var found: (first: Assigned, before: Assigned, last: Assigned)?
  private(set) var finishedUpdate: FinishedUpdate?
  /// Whether the caller wants the run to end.
  var shouldStop: () -> Bool = { false }
  /// What the last exchange of an assignment has brought along from all members: the work, and whether anybody wants to end. nil where
  /// it was taken, or there was none.
  private var work: (certified: Int, touched: Int)?
  private var isAnybodyToEnd: Bool?

  init(_ problem: FitProblem<Scalar>, _ options: KMeans) {
    self.problem = problem
    (solver, tolerance) = (options.solver, options.tolerance)
    engine = problem.engine()
    statistics = problem.accumulator()
    objective = Objective(problem, movesOften: !solver.relocatesEmptyClusters)
    standing = StandingAssignment(isUsed: solver.sampling == .fullBatch && !solver.relocatesEmptyClusters)
  }

  /// The labels are those of the last check. Clusters without rows begin anew at the farthest rows, where the solver wants that.
  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    keepUpdate(state)
    restartEmptyClusters(&state)
    return nil
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { restarted ?? frozenStatistics() }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    guard let frozen else { return }
    let old = state.centroids
    state.plain?.lower { frozen.masses.max() ?? 0 }
    state.centroids = state.plain?.step(from: old, frozen, problem.kernels) ?? state.step(frozen)
    objective.arrive(&state, from: old, frozen)
    restarted = nil
    guard state.centroids.isFinite(in: problem.parallel) else { throw .diverged(step: state.iteration) }
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    TraceEntry(state.iteration, try assign(state))
  }

  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    try reasonToEnd(state, tolerance: tolerance)
  }

  /// Why the run ends, if it does; `tolerance` is the least relative decrease of the inertia that is worth another update.
  func reasonToEnd(_ state: RunState, tolerance: Double) throws(ClusteringError) -> StopReason? {
    guard let found else { return nil }
    let isDone = solver.dependsOnAssignmentOnly
    if !isDone, isDivergent { throw .diverged(step: state.iteration) }
    if found.last.changed == 0 && (isDone || isAtMeans(state.centroids)) { return .fixedPoint }
    return gainsLess(than: tolerance) ? .tolerance : nil
  }

  /// Whether the last update took less than a share of `tolerance`, which is above 0, off the inertia.
  func gainsLess(than tolerance: Double) -> Bool {
    guard tolerance > 0, let found else { return false }
    return found.before.inertia - found.last.inertia < tolerance * found.before.inertia
  }

  /// Whether anybody's run is to end. Members know it from the exchange of the last assignment, where there was one: a wish after it is
  /// heeded one update later.
  func isToEnd() throws(ClusteringError) -> Bool {
    defer { isAnybodyToEnd = nil }
    if let isAnybodyToEnd { return isAnybodyToEnd }
    return try problem.isCancelled(or: shouldStop())
  }

  private var wantsToEnd: Bool { shouldStop() || problem.cancellation?.isCancelled ?? false }

  /// Whether every centroid with weight is the mean of its rows.
  func isAtMeans(_ centroids: Matrix<Double>) -> Bool {
    let frozen = frozenStatistics()
    return objective.isOptimal(at: centroids, frozen, engine.labels)
  }

  /// Puts the centroids of clusters without rows on the rows that take most off the inertia, where the solver wants that: wherever
  /// a relaxed step would stop on the way there, the inertia could rise.
  func restartEmptyClusters(_ state: inout RunState) {
    guard solver.relocatesEmptyClusters, statistics.masses.contains(0) else { return }
    var relocated = engine.relocatingEmptyClusters(statistics, among: sample)
    let frozen = relocated.snapshot(loss: objective.loss)
    restarted = frozen
    let d = state.centroids.columns
    for cluster in statistics.masses.indices where statistics.masses[cluster] == 0 && frozen.masses[cluster] > 0 {
      state.centroids.withUnsafeMutableElements { centroids in
        _ = centroids[(cluster * d)...].update(fromContentsOf: frozen.means.row(cluster))
      }
    }
  }

  /// Keeps the state before an update that follows a long one, or forgets it.
  ///
  /// - Complexity: O(rows), where the last update was a long one.
  private func keepUpdate(_ state: RunState) {
    finishedUpdate = nil
    guard sample == nil, problem.points.cancellation != nil, !standing.isEngineBehind else { return }
    let seconds = state.trace.suffix(2).map { $0.seconds }
    guard let last = seconds.last, last - (seconds.count > 1 ? seconds[0] : 0) >= problem.longUpdate else { return }
    finishedUpdate = FinishedUpdate(state: state, labels: engine.labels, counts: statistics.counts)
  }
}

extension ExactAssigner {
  /// Assigns the rows that take part to the centroids.
  func assign(_ state: RunState) throws(ClusteringError) -> Assigned {
    engine.mayBeGivenUp = sample == nil && (state.iteration == 0 || finishedUpdate != nil)
    let changed = bring(to: state.centroids)
    if engine.isGivenUp { throw .interrupted }
    engine.mayBeGivenUp = false
    return try note(changed, state)
  }

  /// Lets other rows take part (nil: all), and assigns them.
  func assign(_ state: RunState, allowing sample: RowSample?) throws(ClusteringError) -> Assigned {
    engine.move(to: state.centroids)
    engine.rest(allBut: sample)
    _ = engine.relabel()
    statistics.removeAll()
    statistics.apply(engine.additions(of: sample))
    (known, found, work) = (nil, nil, nil)
    objective.admit(sample, at: state.centroids, statistics)
    measure(at: state.centroids)
    return try note(0, state)
  }

  /// Takes over labels of all rows that were found elsewhere.
  ///
  /// - Parameter touched: how many rows were compared with all centroids.
  func adopt(_ labels: [Int32], touched: Int, _ state: RunState) throws(ClusteringError) -> Assigned {
    let moves = zip(engine.labels, labels).enumerated().compactMap { row, change in
      change.0 == change.1 ? nil : RowMove(row: Int32(row), source: change.0, target: change.1)
    }
    engine.resume(labels, at: state.centroids)
    let changes = statistics.apply([moves])
    objective.note(moved: nil, touched: changes, at: state.centroids, statistics)
    if !moves.isEmpty { known = nil }
    measure(at: state.centroids)
    return try note(moves.count, state, touchedElsewhere: touched)
  }

  func resume(_ state: RunState) throws(ClusteringError) {
    var then = state
    then.centroids = state.measured
    let last = try assign(then)
    if let found, let first = state.trace.first?.inertia { self.found = (found.first.with(inertia: first), last, last) }
    // The test whether these are the means says what the next step may round.
    let isRepeated = state.trace.count > 1 && state.trace.last?.changed == 0
    if isRepeated, !solver.dependsOnAssignmentOnly { _ = isAtMeans(state.centroids) }
  }

  private func note(
    _ changed: Int, _ state: RunState, touchedElsewhere: Int? = nil
  ) throws(ClusteringError) -> Assigned {
    try problem.reduction.check()
    let inertia = problem.points.unscaledLoss(objective.loss)
    guard inertia.isFinite else {
      throw state.iteration == 0 ? .inertiaNotRepresentable : .diverged(step: state.iteration)
    }
    let isStanding = standing.isEngineBehind
    if let touchedElsewhere {
      // What chose labels together certifies none of them alone.
      return keep(
        Assigned(
          inertia: inertia, changed: changed, certifiedFraction: 0, path: nil, touched: touchedElsewhere))
    }
    let work = isStanding ? (certified: 0, touched: 0) : takeWork()
    let assigned = Assigned(
      inertia: inertia, changed: changed, certifiedFraction: isStanding ? 1 : certifiedFraction(work.certified),
      path: isStanding ? nil : engine.lastPath.name, touched: work.touched)
    return keep(assigned)
  }

  /// How many rows the engine has certified, and compared with all centroids, at all members.
  private func takeWork() -> (certified: Int, touched: Int) {
    defer { work = nil }
    if let work { return work }
    let sums = problem.reduction.sum([engine.certified, engine.touched].map { Int128($0) })
    return (Int(sums[0]), Int(sums[1]))
  }

  private func keep(_ assigned: Assigned) -> Assigned {
    found = (found?.first ?? assigned, found?.last ?? assigned, assigned)
    return assigned
  }

  /// Rows that rest are no achievement.
  private func certifiedFraction(_ certified: Int) -> Double {
    let rows = problem.reduction.rowCount
    let active = sample?.count ?? rows
    return Double(max(0, certified - rows + active)) / Double(active)
  }

  /// Brings labels, statistics and loss to `centroids`; returns how many rows changed their label, at all members.
  func bring(to centroids: Matrix<Double>) -> Int {
    var changed = 0
    if !standing.covers(centroids, engine) {
      changed = relabel(centroids)
      standing.note(changed: changed, engine)
    }
    measure(at: centroids)
    return changed
  }

  private func measure(at centroids: Matrix<Double>) {
    let frozen = objective.needsStatistics ? frozenStatistics() : nil
    objective.measure(
      at: centroids, statistics, frozen: frozen, labels: engine.isGivenUp ? nil : engine.labels)
  }

  private func relabel(_ centroids: Matrix<Double>) -> Int {
    let moved = engine.move(to: centroids)
    let (changed, touched, others) = engine.relabel(&statistics, among: sample) {
      [Int128(engine.certified), Int128(engine.touched), wantsToEnd ? 1 : 0]
    }
    if let last = others.last {
      work = (Int(others[others.startIndex]), Int(others[others.startIndex + 1]))
      isAnybodyToEnd = last > 0
    }
    objective.note(moved: moved, touched: touched, at: centroids, statistics)
    if changed > 0 { known = nil }
    return changed
  }

  /// Brings the engine to the centroids, where a standing region has spared it some steps.
  func catchUp(_ centroids: Matrix<Double>) {
    guard standing.isEngineBehind else { return }
    let changed = relabel(centroids)
    require(changed == 0, "inside its region no row changes its label")
    standing = StandingAssignment(isUsed: false)
  }

  /// The statistics of the rows that take part at the last assignment.
  func frozenStatistics() -> ClusterStatistics {
    let known = known ?? statistics.snapshot(loss: objective.loss)
    let current = ClusterStatistics(
      counts: known.counts, masses: known.masses, means: known.means,
      loss: FixedPoint.scaled(objective.loss, by: problem.points.weights.unit))
    self.known = current
    return current
  }
}
