internal import Matrices
internal import Refusals
internal import TesseraKernels

/// One run from one start: freeze, differentiate, move, check the region, and again.
final class FitRun<Scalar: KernelScalar> {
  let problem: FitProblem<Scalar>
  let options: KMeans
  let restart: Int
  let shouldStop: () -> Bool
  let progress: (TraceEntry) -> Void
  let engine: AssignmentEngine<Scalar>
  var statistics: StatisticsAccumulator<Scalar>
  var generator: SeededGenerator
  var centroids = Matrix<Double>(rows: 0, columns: 0, elements: [])
  let sample: RowSample?
  private let rateFactor: Double
  let frozenLoss: FrozenLoss<Scalar>
  /// Whether the engine has moved rows for another run.
  private var areStatisticsBehind = false
  /// The labels of the last assignment of all rows, where samples have gone on from there.
  private var labelsBefore: [Int32]?
  /// For solvers that move centroids more often than rows.
  private var excessLoss: ExcessLoss<Scalar>?
  private var standing: StandingAssignment<Scalar>
  /// Whether the last update reached no row.
  var isStanding: Bool { standing.isEngineBehind }
  /// The statistics of all rows, but for the loss; nil where labels have changed since.
  private var frozen: ClusterStatistics? {
    didSet { if frozen == nil { extents = nil } }
  }
  /// Of the rows of ``frozen``, where they were asked for.
  var extents: ClusterExtents?
  /// A coordinate (row-major) that the last step without a change of labels left off its mean, if it was looked for.
  var offMean: Int?
  /// What there was before a long update.
  var checkpoint: Checkpoint?
  /// The step of a solver without memory, by the kernels; nil for all others.
  var plain: PlainDescent?
  /// In the data's units.
  private(set) var trace: [TraceEntry] = []
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  /// - Parameters:
  ///   - sample: the rows that take part; nil for all.
  ///   - whole: for a sample, the run whose engine moves on with it.
  ///   - rateFactor: on a learning rate that the solver chooses.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, restart: Int, generator: SeededGenerator,
    shouldStop: @escaping () -> Bool, progress: @escaping (TraceEntry) -> Void, sample: RowSample? = nil,
    of whole: FitRun? = nil, rateFactor: Double = 1
  ) {
    self.problem = problem
    self.options = options
    self.restart = restart
    self.shouldStop = shouldStop
    self.progress = progress
    self.generator = generator
    self.sample = sample
    self.rateFactor = rateFactor
    engine = whole?.engine ?? problem.engine()
    frozenLoss =
      sample.map { FrozenLoss(problem.points, sample: $0, kernels: problem.kernels, in: problem.parallel) }
      ?? problem.frozenLoss
    statistics = problem.accumulator()
    gains = Array(repeating: .zero, count: problem.clusterCount)
    let solver = options.solver
    standing = StandingAssignment(isUsed: solver.sampling == .fullBatch && !solver.relocatesEmptyClusters)
    excessLoss = solver.relocatesEmptyClusters ? nil : ExcessLoss(problem)
    begin = clock.now
    guard let whole else { return }
    areStatisticsBehind = true
    if !whole.areStatisticsBehind { whole.labelsBefore = engine.labels }
    whole.areStatisticsBehind = true
  }

  /// Runs to the end and assigns all rows to the final centroids.
  func finished(from start: Matrix<Double>) throws(ClusteringError) -> FinishedRun {
    centroids = start
    try assign(iteration: 0)
    var stepper = options.solver.makeStepper(for: solverProblem)
    stepper.lowerLearningRate(by: rateFactor)
    plain = stepper.plainDescent
    let reason: StopReason
    do {
      reason =
        switch options.solver.sampling {
        case .fullBatch: try runFullBatches(&stepper)
        case .nested(let size): try runNestedBatches(from: size, &stepper)
        case .miniBatch, .given: try runMiniBatches(&stepper)
        }
    } catch {
      guard case .interrupted = error, let checkpoint else { throw error }
      return try finish(checkpoint, learningRate: stepper.learningRate)
    }
    engine.mayBeGivenUp = false
    let finalRate = plain?.rate ?? stepper.finalLearningRate
    return try finish(reason, learningRate: stepper.learningRate, finalRate: finalRate)
  }

  /// Freezes the assignment of all rows at the current centroids and records the inertia there.
  @discardableResult
  func assign(iteration: Int, batchLoss: Double? = nil) throws(ClusteringError) -> TraceEntry {
    // The run on a sample leaves its state to the run on all rows.
    engine.mayBeGivenUp = sample == nil && (iteration == 0 || checkpoint != nil)
    let changed = assignAllRows()
    if engine.isGivenUp { throw .interrupted }
    let inertia = problem.points.unscaledLoss(loss)
    guard inertia.isFinite else { throw iteration == 0 ? .inertiaNotRepresentable : .diverged(step: iteration) }
    return record(
      TraceEntry(
        iteration: iteration, inertia: inertia, batchLoss: batchLoss, changed: iteration == 0 ? 0 : changed,
        certifiedFraction: standing.isEngineBehind ? 1 : certifiedFraction,
        path: standing.isEngineBehind ? nil : engine.lastPath.name,
        touched: standing.isEngineBehind ? 0 : engine.touched))
  }

  /// Rows that rest are no achievement.
  private var certifiedFraction: Double {
    let active = sample?.count ?? problem.points.rows
    return Double(max(0, engine.certified - problem.points.rows + active)) / Double(active)
  }

  /// Brings labels, statistics and ``loss`` to the current centroids; returns how many rows changed their label.
  func assignAllRows() -> Int {
    var changed = 0
    if !standing.covers(centroids, engine) {
      changed = assignInEngine()
      standing.note(changed: changed, engine)
    }
    loss = excessLoss?.value(at: centroids, statistics, frozenStatistics()) ?? frozenLoss.value(gains)
    if frozenLoss.isLost(loss), !engine.isGivenUp { loss = directLoss() }
    return changed
  }

  private func assignInEngine() -> Int {
    var moved = engine.move(to: centroids)
    if areStatisticsBehind { return takeOver() }
    let (changed, touched) = engine.assignAll(&statistics, among: sample)
    if excessLoss == nil {
      for cluster in touched.indices where touched[cluster] { moved?[cluster] = true }
      frozenLoss.update(&gains, where: moved, at: centroids, statistics)
    } else {
      excessLoss?.note(touched)
    }
    if changed > 0 { frozen = nil }
    return changed
  }

  /// Assigns anew after another run has used the engine; returns how many rows have another label than before that run.
  private func takeOver() -> Int {
    areStatisticsBehind = false
    engine.rest(allBut: sample)
    _ = engine.assignAll()
    let old = labelsBefore ?? []
    labelsBefore = nil
    statistics.removeAll()
    statistics.apply(engine.additions(of: sample))
    frozen = nil
    frozenLoss.update(&gains, where: nil, at: centroids, statistics)
    return zip(old, engine.labels).count { $0 != $1 }
  }

  /// Brings the engine to the centroids, where a standing region has spared it some steps.
  func catchUp() {
    guard standing.isEngineBehind else { return }
    let changed = assignInEngine()
    require(changed == 0, "inside its region no row changes its label")
    standing = StandingAssignment(isUsed: false)
  }

  /// The statistics of all rows at the current centroids.
  func frozenStatistics() -> ClusterStatistics {
    let known = frozen ?? statistics.snapshot(loss: loss)
    let current = ClusterStatistics(
      counts: known.counts, masses: known.masses, means: known.means,
      loss: FixedPoint.scaled(loss, by: problem.points.weights.unit))
    frozen = current
    return current
  }

  /// Fills in the inertia of the last entry, where a mini-batch step left it open.
  func completeTrace() {
    guard trace[trace.count - 1].inertia == nil else { return }
    trace[trace.count - 1].changed = assignAllRows()
    trace[trace.count - 1].inertia = problem.points.unscaledLoss(loss)
  }

  /// The inertia at the last assignment of all rows, in scaled units, and what each cluster takes off it.
  private(set) var loss = 0.0
  private var gains: [DoubleDouble] = []

  /// Makes room for so many more entries.
  func reserveTrace(_ count: Int) { trace.reserveCapacity(trace.count + count) }

  @discardableResult
  func record(_ entry: TraceEntry) -> TraceEntry {
    var entry = entry
    entry.seconds = (clock.now - begin).inSeconds
    if options.keepsCentroids, sample == nil, (trace.count + 1) * centroids.count <= TraceEntry.mostKept {
      entry.centroids = problem.points.scale.unscaled(centroids)
    }
    trace.append(entry)
    progress(entry)
    return entry
  }

  var solverProblem: SolverProblem {
    let rows = problem.points.rows
    let largestBatch = options.solver.sampling.largestBatch
    let batch = largestBatch > 0 ? largestBatch : rows
    return SolverProblem(
      clusterCount: problem.clusterCount, dimensions: problem.points.dimensions, rows: rows,
      largestMass: frozenStatistics().masses.max() ?? 0, batchFraction: Double(batch) / Double(rows),
      unit: problem.points.scale.unscaled(1), spread: spread)
  }

  /// The root mean square of a row's distance to its centroid along a column.
  private var spread: Double {
    let weight = frozenStatistics().masses.reduce(0, +) * Double(problem.points.dimensions)
    return weight > 0 ? (frozenStatistics().loss / weight).squareRoot() : 0
  }
}
