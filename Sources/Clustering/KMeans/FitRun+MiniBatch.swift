internal import Matrices
internal import TesseraKernels

extension FitRun {
  /// Mini-batch steps until the batches, the tolerance, the limit or the caller ends them.
  ///
  /// All rows are assigned at the start, at the end, and every ten passes over the data; only there the inertia is known,
  /// and the tolerance and divergence are judged.
  func runMiniBatches(_ stepper: inout any CentroidStepper) throws(ClusteringError) -> StopReason {
    let sampling = options.solver.sampling
    let steps = min(options.maximumIterations, sampling.stepCount)
    let interval = max(100, 10 * problem.points.rows / max(1, sampling.largestBatch))
    var batch = MiniBatch(problem)
    var measured = trace[0].inertia ?? 0
    for iteration in 1..<(steps + 1) {
      if shouldStop() { return .interrupted }
      let rows = sampling.rows(step: iteration - 1, of: problem.points.rows, using: &generator)
      let batchStatistics = batch.statistics(of: rows, at: centroids)
      centroids = stepper.step(from: centroids, batchStatistics)
      let batchLoss = problem.points.scale.unscaledSquare(batchStatistics.loss)
      guard centroids.isFinite, batchLoss.isFinite else { throw .diverged(step: iteration) }
      guard iteration % interval == 0 || iteration == steps else {
        record(TraceEntry(iteration: iteration, batchLoss: batchLoss, certifiedFraction: 0, seconds: 0))
        continue
      }
      let inertia = try assign(iteration: iteration, batchLoss: batchLoss).inertia ?? 0
      if isDivergent(inertia, after: measured) { throw .diverged(step: iteration) }
      if options.tolerance > 0, measured - inertia < options.tolerance * measured { return .tolerance }
      measured = inertia
    }
    return .maxIterations
  }
}

/// Statistics of one mini-batch after another.
struct MiniBatch<Scalar: KernelScalar> {
  private let problem: FitProblem<Scalar>
  private let engine: AssignmentEngine<Scalar>
  private var accumulator: StatisticsAccumulator<Scalar>

  init(_ problem: FitProblem<Scalar>) {
    self.problem = problem
    engine = problem.engine()
    accumulator = problem.accumulator()
  }

  /// Freezes the assignment of `rows` (with repetition) at `centroids`; `loss` is that of the batch.
  mutating func statistics(of rows: [Int32], at centroids: Matrix<Double>) -> ClusterStatistics {
    accumulator.removeAll()
    engine.move(to: centroids.elements)
    var moves: [RowMove] = []
    var squares: [Double] = []
    for found in engine.resolvedSquares(of: rows) {
      moves.append(RowMove(row: found.row, source: -1, target: found.label))
      squares.append(found.square * problem.points.weights[Int(found.row)])
    }
    accumulator.apply([moves])
    return accumulator.snapshot(loss: squares.withUnsafeBufferPointer(orderFreeSum))
  }
}

extension BatchSampling {
  fileprivate var stepCount: Int {
    if case .given(let batches) = self { batches.count } else { .max }
  }

  fileprivate func rows(step: Int, of count: Int, using generator: inout SeededGenerator) -> [Int32] {
    switch self {
    case .fullBatch: (0..<Int32(count)).map { $0 }
    case .miniBatch(let size): (0..<size).map { _ in Int32(generator.index(below: count)) }
    case .given(let batches): batches[step]
    }
  }
}
