internal import Matrices
internal import TesseraKernels

extension FitRun {
  /// Updates on random samples that double, each holding the one before, and then on all rows: ``NestedBatches``.
  func runNestedBatches(from first: Int?, _ stepper: inout any CentroidStepper) throws(ClusteringError) -> StopReason {
    let key = generator.next()
    // Fewer than 40 rows per cluster settle in worse minima; where there are more, 50 are worth their time.
    let (rows, clusters) = (problem.points.rows, problem.clusterCount)
    var size = first ?? max(40 * clusters, min(50 * clusters, rows * 2 / 5))
    while size <= rows / 2, trace[trace.count - 1].iteration < options.maximumIterations {
      if let sample = problem.sample(ofAbout: size, key: key), try update(on: sample) { return .interrupted }
      size *= 2
    }
    let done = trace[trace.count - 1].iteration
    guard done > 0 else { return try runFullBatches(&stepper) }
    try assign(iteration: done)
    return try runFullBatches(&stepper, from: done + 1)
  }

  /// Updates on one sample, until they gain no more than chance; returns whether the caller interrupted it.
  private func update(on sample: FitProblem<Scalar>) throws(ClusteringError) -> Bool {
    let done = trace[trace.count - 1].iteration
    var options = options
    options.maximumIterations -= done
    options.tolerance = 0.3 * Double(problem.clusterCount) / Double(sample.points.rows)
    // The sample's data are the scaled points.
    let scale = problem.points.scale
    var loss: Double?
    let run = FitRun(
      sample, options, restart: restart, generator: generator, shouldStop: shouldStop,
      progress: { entry in
        let before = loss
        loss = entry.inertia.map(scale.unscaledSquare)
        guard entry.iteration > 0 else { return }
        self.record(
          TraceEntry(
            iteration: done + entry.iteration, batchLoss: before, certifiedFraction: entry.certifiedFraction))
      })
    let reason = try run.moved(from: sample.points.scale.scaled(centroids))
    centroids = sample.points.scale.unscaled(run.centroids)
    return reason == .interrupted
  }

  /// Full-batch updates without the final pass.
  private func moved(from start: Matrix<Double>) throws(ClusteringError) -> StopReason {
    centroids = start
    try assign(iteration: 0)
    var stepper = options.solver.makeStepper(for: solverProblem)
    return try runFullBatches(&stepper)
  }
}

extension FitProblem {
  /// A random sample of the rows as a problem of its own, whose data are the scaled points; nil where it has fewer rows
  /// than clusters or no weight. For one key a larger sample holds all rows of a smaller one.
  func sample(ofAbout size: Int, key: UInt64) -> FitProblem? {
    let threshold = UInt64(Double(size) / Double(points.rows) * 0x1p64)
    let chosen = (0..<points.rows).filter { RowHash.hash($0, key: key) < threshold }
    guard chosen.count >= clusterCount else { return nil }
    let weights = points.weights.values.map { weights in chosen.map { weights[$0] } }
    guard
      let sample = try? ScaledPoints(
        points.matrix.selectingRows(chosen), weights: weights, kernels: kernels, in: parallel)
    else { return nil }
    return FitProblem(sample, of: self)
  }

  private init(_ points: ScaledPoints<Scalar>, of whole: FitProblem) {
    self.points = points
    clusterCount = whole.clusterCount
    kernels = whole.kernels
    parallel = whole.parallel
    path = whole.path
    frozenLoss = FrozenLoss(points, kernels: kernels, in: parallel)
  }
}
