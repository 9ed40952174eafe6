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
    let largestBatch = sampling.largestBatch
    try requireMemory(forBatchOf: largestBatch)
    let interval = max(100, 10 * problem.points.rows / max(1, largestBatch))
    let batch = MiniBatch(
      problem, engine, centroids: centroids, largestBatch: largestBatch)
    reserveTrace(min(steps, 1 << 14))
    var measured = trace[0].inertia ?? 0
    for iteration in stride(from: 1, through: steps, by: 1) {
      if problem.isCancelled || shouldStop() {
        centroids = batch.centroids
        return .interrupted
      }
      let rows = sampling.rows(step: iteration - 1, of: problem.points.rows, using: &generator)
      let batchLoss = problem.points.unscaledLoss(batch.step(on: rows, &stepper, &plain))
      guard batchLoss.isFinite || iteration > 1 else { throw .inertiaNotRepresentable }
      guard batch.isFinite, batchLoss.isFinite else { throw .diverged(step: iteration) }
      guard iteration % interval == 0 || iteration == steps else {
        record(TraceEntry(iteration: iteration, batchLoss: batchLoss, certifiedFraction: 0, seconds: 0))
        continue
      }
      centroids = batch.centroids
      let inertia = try assign(iteration: iteration, batchLoss: batchLoss).inertia ?? 0
      if isDivergent(inertia, after: measured) { throw .diverged(step: iteration) }
      if options.tolerance > 0, measured - inertia < options.tolerance * measured { return .tolerance }
      measured = inertia
      batch.region.set(labels: engine.labels, lower: engine.lower)
    }
    return .maxIterations
  }
}

extension FitRun {
  /// What ``MiniBatch`` has per row of the batch, and the batch itself.
  private func requireMemory(forBatchOf rows: Int) throws(ClusteringError) {
    let (size, overflow) = rows.multipliedReportingOverflow(by: 28)
    guard !overflow, LargeMemory.canHold(size) else {
      throw .memory(byteCount: overflow ? .max : size, purpose: "a batch of \(rows) rows")
    }
  }
}

extension BatchSampling {
  fileprivate var stepCount: Int {
    if case .given(let batches) = self { batches.count } else { .max }
  }

  fileprivate func rows(step: Int, of count: Int, using generator: inout SeededGenerator) -> [Int32] {
    switch self {
    case .fullBatch, .nested: (0..<Int32(count)).map { $0 }
    case .miniBatch(let size): (0..<size).map { _ in Int32(generator.index(below: count)) }
    case .given(let batches): batches[step]
    }
  }
}
