internal import Matrices
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
  /// In the data's units.
  private(set) var trace: [TraceEntry] = []
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, restart: Int, generator: SeededGenerator,
    shouldStop: @escaping () -> Bool, progress: @escaping (TraceEntry) -> Void
  ) {
    self.problem = problem
    self.options = options
    self.restart = restart
    self.shouldStop = shouldStop
    self.progress = progress
    self.generator = generator
    engine = problem.engine()
    statistics = problem.accumulator()
    gains = Array(repeating: .zero, count: problem.clusterCount)
    begin = clock.now
  }

  /// Runs to the end and assigns all rows to the final centroids.
  func finished(from start: Matrix<Double>) throws(ClusteringError) -> FinishedRun {
    centroids = start
    try assign(iteration: 0)
    var stepper = options.solver.makeStepper(for: solverProblem)
    let reason =
      options.solver.sampling == .fullBatch
      ? try runFullBatches(&stepper) : try runMiniBatches(&stepper)
    return try finish(reason, learningRate: stepper.learningRate)
  }

  /// Freezes the assignment of all rows at the current centroids and records the inertia there.
  @discardableResult
  func assign(iteration: Int, batchLoss: Double? = nil) throws(ClusteringError) -> TraceEntry {
    let changed = assignAllRows()
    let inertia = problem.points.scale.unscaledSquare(loss)
    guard inertia.isFinite else { throw iteration == 0 ? .inertiaNotRepresentable : .diverged(step: iteration) }
    return record(
      TraceEntry(
        iteration: iteration, inertia: inertia, batchLoss: batchLoss, changed: iteration == 0 ? 0 : changed,
        certifiedFraction: Double(engine.certified) / Double(problem.points.rows), path: engine.lastPath.name,
        touched: engine.touched))
  }

  /// Brings labels, statistics and ``loss`` to the current centroids; returns how many rows changed their label.
  func assignAllRows() -> Int {
    var changed = engine.move(to: centroids.elements)
    let moves = engine.assignAll()
    let touched = statistics.apply(moves)
    for cluster in touched.indices where touched[cluster] { changed?[cluster] = true }
    problem.frozenLoss.update(&gains, where: changed, at: centroids.elements, statistics)
    loss = problem.frozenLoss.value(gains)
    return moves.reduce(0) { $0 + $1.count }
  }

  /// Fills in the inertia of the last entry, where a mini-batch step left it open.
  func completeTrace() {
    guard trace[trace.count - 1].inertia == nil else { return }
    trace[trace.count - 1].changed = assignAllRows()
    trace[trace.count - 1].inertia = problem.points.scale.unscaledSquare(loss)
  }

  /// The inertia at the last assignment of all rows, in scaled units, and what each cluster takes off it.
  private(set) var loss = 0.0
  private var gains: [DoubleDouble] = []

  @discardableResult
  func record(_ entry: TraceEntry) -> TraceEntry {
    var entry = entry
    entry.seconds = (clock.now - begin).inSeconds
    trace.append(entry)
    progress(entry)
    return entry
  }

  private var solverProblem: SolverProblem {
    let rows = problem.points.rows
    let batch = options.solver.sampling == .fullBatch ? rows : options.solver.sampling.largestBatch
    return SolverProblem(
      clusterCount: problem.clusterCount, dimensions: problem.points.dimensions, rows: rows,
      largestMass: statistics.snapshot(loss: loss).masses.max() ?? 0, batchFraction: Double(batch) / Double(rows),
      unit: problem.points.scale.unscaled(1))
  }
}
