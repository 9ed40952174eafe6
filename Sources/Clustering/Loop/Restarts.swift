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
  private let clock = ContinuousClock()
  var timings = Timings()
  private var best: (run: FinishedRun, restart: Int)?
  private var inertias: [Double] = []

  /// - Parameter points: in the data's units.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, _ points: Matrix<Scalar>, _ weights: [Double]?,
    shouldStop: @escaping () -> Bool, progress: @escaping (TraceEntry) -> Void
  ) {
    (self.problem, self.options, self.points, self.weights) = (problem, options, points, weights)
    watch = RunWatch(shouldStop: { _ in shouldStop() }, progress: { entry, _, _ in progress(entry) })
  }

  /// Makes all runs, and the model of the best.
  mutating func model() throws(ClusteringError) -> KMeansModel {
    var wasInterrupted = false
    for restart in 0..<count where !wasInterrupted {
      do {
        let run = try run(restart)
        inertias.append(run.inertia)
        if best.map({ run.minimised < $0.run.minimised }) ?? true { best = (run, restart) }
        wasInterrupted = run.stopReason == .interrupted
      } catch {
        guard case .interrupted = error, best != nil else { throw error }
        wasInterrupted = true
      }
    }
    guard let best else { refuse("at least one run was made") }
    let begin = clock.now
    let isManhattan = options.centroid.isManhattan
    let region =
      isManhattan
      ? problem.manhattanRegion(of: best.run.centroids, labels: best.run.labels)
      : try problem.region(of: best.run.centroids, labels: best.run.labels)
    timings.region = (clock.now - begin).inSeconds
    let isCancelled = try problem.isCancelled()
    var model = KMeansModel(
      best.run, restart: best.restart, inertias: inertias,
      stopReason: wasInterrupted || isCancelled ? .interrupted : best.run.stopReason, region: region,
      timings: timings)
    (model.centroidKind, model.loss, model.medoids) = (options.centroid, best.run.loss, best.run.medoids)
    return model
  }

  /// Where nothing is drawn, more runs would be the first once more.
  private var count: Int {
    options.initializer.givenCentroids == nil || options.solver.sampling.isRandom ? options.restarts : 1
  }

  private mutating func run(_ restart: Int) throws(ClusteringError) -> FinishedRun {
    var generator = SeededGenerator(seed: options.seed, stream: UInt64(restart))
    var begin = clock.now
    let start = try problem.start(options, points, weights, using: &generator)
    timings.initialize += (clock.now - begin).inSeconds
    begin = clock.now
    let run = try run(from: start, generator)
    timings.fit += (clock.now - begin).inSeconds
    return run
  }

  /// Where a run diverges at a rate that nobody gave, it begins anew at a quarter of it.
  private func run(from start: Matrix<Double>, _ generator: SeededGenerator) throws(ClusteringError) -> FinishedRun {
    var factor = 1.0
    while true {
      do {
        let state = RunState(from: start, generator, rateFactor: factor)
        return try problem.finished(options, from: state, watch)
      } catch {
        guard case .diverged = error, options.solver.choosesLearningRate, factor > 0x1p-200 else { throw error }
        factor /= 4
      }
    }
  }
}

extension FinishedRun {
  fileprivate var minimised: Double { loss ?? inertia }
}

extension KMeansModel {
  fileprivate init(
    _ run: FinishedRun, restart: Int, inertias: [Double], stopReason: StopReason, region: LocalityRegion,
    timings: Timings
  ) {
    self.init(
      centroids: run.centroids, labels: run.labels, counts: run.counts, inertia: run.inertia,
      iterations: run.trace[run.trace.count - 1].iteration, stopReason: stopReason, trace: run.trace,
      region: region, isLocalMinimum: run.isAtMeans && (run.medoids != nil || region.radius.map { $0 > 0 } ?? true),
      restart: restart,
      restartInertias: inertias, learningRate: run.learningRate, finalLearningRate: run.finalLearningRate,
      timings: timings)
  }
}
