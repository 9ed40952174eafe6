internal import Matrices
internal import TesseraKernels

/// What strategies work in: descents from wherever they like, several at once where rows are few.
final class SearchSpace<Scalar: KernelScalar> {
  let problem: FitProblem<Scalar>
  let options: KMeans
  let watch: SearchWatch
  /// Hears how far strategies are; descents are silent.
  let meter: WorkMeter?
  private let shouldStop: () -> Bool
  private var descents: [LloydDescent<Scalar>] = []
  /// How many times a strategy has found something better.
  private(set) var improvements = 0
  /// Whether somebody or the clock ended the search.
  private(set) var wasStopped = false

  /// - Parameter options: of the fit; its descents are Lloyd's.
  init(
    _ problem: FitProblem<Scalar>, _ options: KMeans, _ watch: SearchWatch, meter: WorkMeter? = nil,
    shouldStop: @escaping () -> Bool
  ) {
    var options = options
    options.solver = .lloyd
    options.keepsCentroids = false
    (self.problem, self.options, self.watch, self.meter) = (problem, options, watch, meter)
    self.shouldStop = shouldStop
  }

  var clusterCount: Int { problem.clusterCount }
  var points: ScaledPoints<Scalar> { problem.points }

  /// Whether the search is to end; on the thread that began it.
  var isOver: Bool {
    wasStopped = wasStopped || watch.isOver || shouldStop()
    return wasStopped
  }

  /// How many descents were made.
  var runs: Int { finishedRuns + descents.reduce(0) { $0 + $1.runs } }
  private var finishedRuns = 0

  /// A descent for solutions of so many clusters.
  func descent(clusterCount: Int? = nil) -> LloydDescent<Scalar> {
    guard let clusterCount, clusterCount != problem.clusterCount else {
      if descents.isEmpty { descents.append(LloydDescent(problem, options, watch)) }
      return descents[0]
    }
    var problem = problem
    problem.clusterCount = clusterCount
    return LloydDescent(problem, options, watch)
  }

  /// Counts the runs of a descent that is not this space's own.
  func count(_ runs: Int) { finishedRuns += runs }

  /// The better of the two, if that is the candidate, it counts.
  func better(_ candidate: SearchSolution?, than best: SearchSolution) -> SearchSolution? {
    guard let candidate, candidate.isBelow(best) else { return nil }
    improvements += 1
    return candidate
  }

  /// What `body` makes of 0 ..< `count`, each with a descent that no other call has at the time: side by side where an assignment
  /// is too short for several threads.
  func map<Result: Sendable>(_ count: Int, _ body: @Sendable (LloydDescent<Scalar>, Int) -> Result) -> [Result] {
    guard problem.parallel.threads > 1, points.rows <= Self.fewRows else {
      let descent = descent()
      return (0..<count).map { body(descent, $0) }
    }
    while descents.count < min(count, problem.parallel.threads) {
      descents.append(LloydDescent(problem, options, watch))
    }
    nonisolated(unsafe) let descents = descents
    return problem.parallel.mapChunks(of: count, chunk: 1) { worker, index, _ in body(descents[worker], index) }
  }

  private static var fewRows: Int { 1 << 15 }

  /// Start centroids by the fit's own rule, or by k-means++ where that gives the same ones always.
  func start(using generator: inout SeededGenerator) -> Matrix<Double> {
    let prepared = PreparedPoints(points: points, kernels: problem.kernels, parallel: problem.parallel)
    let rows =
      options.initializer.startRows(of: prepared, clusterCount: clusterCount, using: &generator)
      ?? KMeansPlusPlus().rows(of: prepared, clusterCount: clusterCount, using: &generator)
    return points.vectors(rows).converted()
  }

  /// The generator of one of many random choices, none of which depends on how many others were made at the time.
  func generator(_ index: Int) -> SeededGenerator {
    SeededGenerator(seed: options.seed, stream: 1 << 32 + UInt64(index))
  }
}
