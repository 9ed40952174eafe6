internal import Matrices
internal import TesseraKernels

/// A few rows per step. All rows are assigned at the start, at the end, and every ten passes over the data: only there the inertia
/// is known, and the tolerance and divergence are judged.
///
/// A step costs one distance per row whose label its region certifies, `clusterCount` distances per other row, and the
/// update of the clusters that have rows in the batch (of all clusters where the solver remembers earlier gradients).
/// Nothing is allocated on the way, but for solvers that ask for the statistics.
final class MiniBatch<Scalar: KernelScalar>: Assigner {
  let exact: ExactAssigner<Scalar>
  private let sampling: BatchSampling
  /// How many steps the run has.
  private let steps: Int
  /// After how many steps all rows are assigned.
  private let interval: Int
  /// Whether all rows have been assigned since the last step.
  private var isMeasured = true
  /// Of the batch before its step, in scaled units.
  private var loss = 0.0
  let problem: FitProblem<Scalar>
  let clusterCount: Int
  let dimensions: Int
  let region: LazyRowBounds
  /// For rows that are many enough to pack the centroids.
  lazy var engine = problem.engine()
  lazy var accumulator = problem.accumulator()
  /// Whether sums of rows are exact in Double, so that no integers are needed.
  let hasExactSums: Bool
  private var memory = OwnedMemory()
  /// With exact sums, the sums and means of the batch: row-major, in scaled units.
  let sums: UnsafeMutablePointer<Double>
  let means: UnsafeMutablePointer<Double>
  /// Rows of the batch per cluster.
  let counts: UnsafeMutablePointer<Int>
  let starts: UnsafeMutablePointer<Int>
  let distances: UnsafeMutablePointer<Double>
  let drifts: UnsafeMutablePointer<Double>
  /// The batch, rows of one label next to each other, with their labels and D; and the positions that are not certified.
  let rows: UnsafeMutablePointer<Int32>
  let labels: UnsafeMutablePointer<Int32>
  let squares: UnsafeMutablePointer<Double>
  let open: UnsafeMutablePointer<Int>
  var count = 0
  /// How many rows of the batch all members have.
  var batchCount = 0
  /// Whether all centroids are.
  var isFinite = true

  init(_ exact: ExactAssigner<Scalar>, _ options: KMeans) throws(ClusteringError) {
    let problem = exact.problem
    (self.exact, self.problem, sampling) = (exact, problem, options.solver.sampling)
    let largestBatch = sampling.largestBatch
    try problem.points.reduction.agreeing { () throws(ClusteringError) in
      try problem.requireMemory(forBatchOf: largestBatch)
    }
    steps = min(options.maximumIterations, sampling.stepCount)
    interval = max(100, 10 * problem.points.reduction.rowCount / max(1, largestBatch))
    clusterCount = problem.clusterCount
    dimensions = problem.points.dimensions
    region = LazyRowBounds(
      rows: problem.points.rows, clusterCount: clusterCount, errors: ErrorBounds(dimensions: dimensions))
    hasExactSums = problem.points.hasExactSums(ofRows: largestBatch, in: problem.parallel)
    let size = clusterCount * dimensions
    sums = memory.fill(hasExactSums ? size : 0, with: 0)
    means = memory.fill(hasExactSums ? size : 0, with: 0)
    counts = memory.fill(clusterCount, with: 0)
    starts = memory.room(clusterCount)
    distances = memory.room(clusterCount)
    drifts = memory.fill(clusterCount, with: 0)
    rows = memory.room(largestBatch)
    labels = memory.room(largestBatch)
    squares = memory.room(largestBatch)
    open = memory.room(largestBatch)
  }

  var stepCount: Int { sampling.stepCount }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    if isMeasured { region.set(labels: exact.engine.labels, kept: exact.engine.keptBounds) }
    isMeasured = false
    sort(sampling.batch(step: state.iteration, of: problem.points, using: &state.generator))
    loss = state.centroids.withUnsafeElements { labelBatch(at: $0.baseAddress!) }
    return nil
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? {
    hasExactSums && state.plain != nil ? nil : statistics(loss: loss)
  }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    state.plain?.lower { [self] in frozen.map { $0.masses.max() ?? 0 } ?? Double(largestCount) }
    if let plain = state.plain {
      state.centroids.withUnsafeMutableElements { [self] in descend($0.baseAddress!, plain, frozen) }
    } else if let frozen {
      let next = state.step(frozen)
      note(moveFrom: state.centroids, to: next)
      state.centroids = next
    }
    region.loosen(by: drifts)
    try problem.reduction.check()
    let loss = problem.points.unscaledLoss(loss)
    guard loss.isFinite || state.iteration > 1 else { throw .inertiaNotRepresentable }
    guard isFinite, loss.isFinite else { throw .diverged(step: state.iteration) }
  }

  private var largestCount: Int { UnsafeBufferPointer(start: counts, count: clusterCount).max() ?? 0 }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    let loss = problem.points.unscaledLoss(loss)
    guard state.iteration % interval == 0 || state.iteration == steps else {
      return TraceEntry(iteration: state.iteration, batchLoss: loss)
    }
    isMeasured = true
    return TraceEntry(state.iteration, try exact.assign(state), batchLoss: loss)
  }

  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    guard isMeasured else { return nil }
    if exact.isDivergent { throw .diverged(step: state.iteration) }
    return exact.gainsLess(than: exact.tolerance) ? .tolerance : nil
  }

  func conclude(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    isMeasured ? nil : TraceEntry(state.iteration, try exact.assign(state))
  }

  func resume(_ state: RunState) throws(ClusteringError) {
    try exact.resume(state)
    isMeasured = state.trace.last?.inertia != nil
    // Bounds belong to the centroids at which they were found.
    if !isMeasured { region.set(labels: exact.engine.labels, kept: nil) }
  }
}

extension FitProblem {
  /// What a ``MiniBatch`` has per row of the batch, and the batch itself.
  fileprivate func requireMemory(forBatchOf rows: Int) throws(ClusteringError) {
    let (size, overflow) = rows.multipliedReportingOverflow(by: 28)
    guard !overflow, LargeMemory.canHold(size) else {
      throw .memory(byteCount: overflow ? .max : size, purpose: "a batch of \(rows) rows")
    }
  }
}
