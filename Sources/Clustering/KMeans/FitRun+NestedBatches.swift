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
      let sample = RowSample(ofAbout: size, from: rows, key: key, in: problem.parallel)
      if problem.canUse(sample), try update(on: sample) { return .interrupted }
      size *= 2
    }
    let done = trace[trace.count - 1].iteration
    guard done > 0 else { return try runFullBatches(&stepper) }
    try assign(iteration: done)
    return try runFullBatches(&stepper, from: done + 1)
  }

  /// Updates on one sample, until they gain no more than chance; returns whether the caller interrupted it.
  private func update(on sample: RowSample) throws(ClusteringError) -> Bool {
    let done = trace[trace.count - 1].iteration
    var options = options
    options.maximumIterations -= done
    options.tolerance = 0.3 * Double(problem.clusterCount) / Double(sample.count)
    var loss: Double?
    let run = FitRun(
      problem, options, restart: restart, generator: generator, shouldStop: shouldStop,
      progress: { entry in
        let before = loss
        loss = entry.inertia
        guard entry.iteration > 0 else { return }
        self.record(
          TraceEntry(
            iteration: done + entry.iteration, batchLoss: before, certifiedFraction: entry.certifiedFraction))
      }, sample: sample, of: self)
    let reason = try run.moved(from: centroids)
    centroids = run.centroids
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
  /// Whether a sample has rows for all clusters, and weight.
  fileprivate func canUse(_ sample: RowSample) -> Bool {
    sample.count >= clusterCount && sample.isMember.indices.contains { sample.isMember[$0] && points.weights[$0] > 0 }
  }
}
