internal import Matrices
internal import Refusals
internal import TesseraKernels

/// Runs from several starts; the smallest inertia, or whatever else is minimised, wins (ties: the earliest run).
struct Restarts<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let options: KMeans
  private let points: Matrix<Scalar>
  private let weights: [Double]?
  private let watch: RunWatch<Scalar>
  private let time: SearchWatch
  private let shouldStop: () -> Bool
  private let clock = ContinuousClock()
  var timings = Timings()
  private var finished = FinishedRestarts() {
    didSet { keeper?.finished = finished }
  }
  private let keeper: CheckpointKeeper?
  /// Where the first run goes on; nil where it begins.
  private var resumed: RunState?
  private var search = SearchSummary(quality: "", methods: [SearchSummary.Method(name: "restarts")])
  /// The least inertia there can be, where the search came to know it.
  private(set) var optimum: Double?

  /// - Parameter points: in the data's units.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, _ points: Matrix<Scalar>, _ weights: [Double]?,
    _ checkpoints: Checkpoints?, shouldStop: @escaping () -> Bool, progress: @escaping (TraceEntry) -> Void
  ) throws(ClusteringError) {
    (self.problem, self.options, self.points, self.weights) = (problem, options, points, weights)
    var keeper: CheckpointKeeper?
    if let checkpoints {
      let facts = options.facts(with: points, weights, in: problem.reduction)
      keeper = CheckpointKeeper(checkpoints, of: facts)
      if let checkpoint = checkpoints.resumed {
        try options.check(
          checkpoint, against: facts, rows: problem.reduction.rowCount, columns: points.columns)
        (finished, resumed) = (checkpoint.finished, checkpoint.state)
        keeper?.finished = finished
      }
    }
    self.keeper = keeper
    let time = SearchWatch(limit: options.timeLimit, options.cancellation)
    (self.time, self.shouldStop) = (time, shouldStop)
    watch = RunWatch(
      shouldStop: { time.isOverdue || shouldStop() },
      keep: { [keeper] state, isLast in keeper?.offer(state, isLast: isLast) },
      progress: { entry, _, _ in progress(entry) })
  }

  /// Makes all runs, goes on from the best as the quality says, and makes the model of what is best then.
  mutating func model() throws(ClusteringError) -> KMeansModel {
    var wasInterrupted = false
    for restart in finished.inertias.count..<max(count, finished.inertias.count) where !wasInterrupted {
      do {
        let run = try run(restart)
        if finished.note(run), finished.inertias.count > 1 { search.methods[0].improvements += 1 }
        wasInterrupted = run.stopReason == .interrupted
      } catch {
        guard case .interrupted = error, finished.best != nil else { throw error }
        wasInterrupted = true
      }
    }
    (search.methods[0].runs, search.methods[0].seconds) = (finished.inertias.count, timings.initialize + timings.fit)
    if !wasInterrupted { wasInterrupted = try improve() }
    guard var best = finished.best else { refuse("at least one run was made") }
    let begin = clock.now
    // Of a run that ended before a checkpoint, which holds none.
    if best.run.labels.isEmpty { best.run.labels = problem.labels(at: best.run.centroids) }
    let region = try problem.region(of: best.run, options)
    timings.region = (clock.now - begin).inSeconds
    let isCancelled = try problem.isCancelled()
    let isOverdue = wasInterrupted && !isCancelled && time.isOverdue
    search.quality = options.quality.name
    search.endedBy = isOverdue ? .timeLimit : wasInterrupted || isCancelled ? .interrupted : .finished
    var model = KMeansModel(
      best.run, restart: best.restart, inertias: finished.inertias,
      stopReason: search.endedBy == .interrupted ? .interrupted : best.run.stopReason, region: region,
      timings: timings)
    model.search = search
    model.metric = options.metric
    if options.trimmedShare > 0 {
      let trimmed = best.run.trimmed ?? ([], .infinity)
      model.trimmed = TrimmedRows(share: options.trimmedShare, rows: trimmed.rows, margin: trimmed.margin)
    }
    if options.metric == .cosine {
      model.meanCosine = 1 - model.inertia / (2 * problem.points.weight(without: best.run.trimmed?.rows ?? []))
    }
    (model.centroidKind, model.loss, model.medoids) = (options.centroid, best.run.loss, best.run.medoids)
    return model
  }

  /// Goes on from the best run; a run from what was found makes it a result like all others. Returns whether that was stopped.
  private mutating func improve() throws(ClusteringError) -> Bool {
    guard !options.quality.methods.isEmpty, let found = finished.best else { return false }
    let begin = clock.now
    defer { timings.fit += (clock.now - begin).inSeconds }
    if options.quality == .best, problem.points.dimensions == 1 { return try !foundOptimum() }
    var search = Search(problem, options, time, shouldStop: shouldStop)
    // It stands still already where the search was stopped.
    if let centroids = search.improved(found.run) { _ = try runs(from: centroids, isLast: search.wasStopped) }
    self.search.methods += search.methods
    return search.wasStopped
  }

  /// On a line the best possible is known, and nothing else is looked for. Returns whether it was found, and nobody stopped that.
  private mutating func foundOptimum() throws(ClusteringError) -> Bool {
    let begin = clock.now
    guard let optimum = try problem.optimum() else { return false }
    let centroids = Matrix(rows: optimum.centroids.count, columns: 1, elements: optimum.centroids)
    let isBetter = try runs(from: problem.points.scale.scaled(centroids), isLast: false)
    self.optimum = optimum.inertia
    search.methods.append(
      SearchSummary.Method(
        name: OptimalSegmentation.methodName, runs: 1, improvements: isBetter ? 1 : 0,
        seconds: (clock.now - begin).inSeconds))
    return true
  }

  /// Makes a run from what was found, in scaled units, and keeps it where it is the best.
  private mutating func runs(from centroids: Matrix<Double>, isLast: Bool) throws(ClusteringError) -> Bool {
    var options = options
    if isLast { options.maximumIterations = min(options.maximumIterations, 1) }
    let run = try problem.unstoppable().finished(
      options, from: RunState(from: centroids, SeededGenerator(seed: options.seed)),
      RunWatch(shouldStop: { false }, progress: { _, _, _ in }))
    guard let best = finished.best, run.inertia < best.run.inertia else { return false }
    finished.best = (run, best.restart)
    return true
  }

  /// Where nothing is drawn, more runs would be the first once more.
  private var count: Int {
    options.initializer.givenCentroids == nil || options.solver.sampling.isRandom ? options.restarts : 1
  }

  private mutating func run(_ restart: Int) throws(ClusteringError) -> FinishedRun {
    var factor = 1.0
    if let state = resumed {
      resumed = nil
      let begin = clock.now
      defer { timings.fit += (clock.now - begin).inSeconds }
      do {
        return try problem.finished(options, from: state, watch)
      } catch {
        factor = try lowered(state.rateFactor, after: error)
      }
    }
    var generator = SeededGenerator(seed: options.seed, stream: UInt64(restart))
    var begin = clock.now
    let start = try problem.start(options, points, weights, using: &generator)
    timings.initialize += (clock.now - begin).inSeconds
    begin = clock.now
    let run = try run(from: start, generator, factor)
    timings.fit += (clock.now - begin).inSeconds
    return run
  }

  private func run(
    from start: Matrix<Double>, _ generator: SeededGenerator, _ factor: Double
  ) throws(ClusteringError) -> FinishedRun {
    var factor = factor
    while true {
      do {
        let state = RunState(from: start, generator, rateFactor: factor)
        return try problem.finished(options.refining, from: state, watch)
      } catch {
        factor = try lowered(factor, after: error)
      }
    }
  }

  /// Where a run diverges at a rate that nobody gave, it begins anew at a quarter of it.
  private func lowered(_ factor: Double, after error: ClusteringError) throws(ClusteringError) -> Double {
    guard case .diverged = error, options.solver.choosesLearningRate, factor > 0x1p-200 else { throw error }
    return factor / 4
  }
}

extension FinishedRun {
  var minimised: Double { loss ?? inertia }
}

extension KMeansModel {
  fileprivate init(
    _ run: FinishedRun, restart: Int, inertias: [Double], stopReason: StopReason, region: LocalityRegion,
    timings: Timings
  ) {
    self.init(
      centroids: run.centroids, labels: run.labels, counts: run.counts, inertia: run.inertia,
      iterations: run.trace[run.trace.count - 1].iteration, stopReason: stopReason, trace: run.trace,
      region: region,
      isLocalMinimum: run.balance == nil && run.isAtMeans
        && (run.medoids != nil || region.radius.map { $0 > 0 } ?? true)
        && run.trimmed.map { $0.margin > 0 } ?? true,
      restart: restart,
      restartInertias: inertias, learningRate: run.learningRate, finalLearningRate: run.finalLearningRate,
      timings: timings)
    balance = run.balance
  }
}
