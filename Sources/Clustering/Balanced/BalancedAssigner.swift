internal import Matrices
internal import TesseraKernels

/// All rows, with the labels that are best for clusters of bounded sizes: ``KMeans/sizes``.
final class BalancedAssigner<Scalar: KernelScalar>: Assigner {
  let exact: ExactAssigner<Scalar>
  private let sizes: ClosedRange<Int>
  private let solver: BalancedSolver<Scalar>
  /// How many assignments were made.
  private var assigned = 0
  private(set) var finishedUpdate: FinishedUpdate?
  /// What proves the last assignment, and that of the finished update, each with its grid.
  private var proof: (certificate: BalanceCertificate, grid: GridRows<Scalar>)?
  private var proofBefore: (certificate: BalanceCertificate, grid: GridRows<Scalar>)?

  init(_ exact: ExactAssigner<Scalar>, _ sizes: ClosedRange<Int>) throws(ClusteringError) {
    let problem = exact.problem
    (self.exact, self.sizes) = (exact, sizes)
    let (size, overflow) = problem.points.rows.multipliedReportingOverflow(
      by: BalancedSolver<Scalar>.bytesPerRow(clusterCount: problem.clusterCount))
    guard !overflow, LargeMemory.canHold(size) else {
      throw .memory(byteCount: overflow ? .max : size, purpose: "clusters of bounded sizes")
    }
    solver = BalancedSolver(GridRows(problem), clusterCount: problem.clusterCount, sizes: sizes)
  }

  func begin(_ state: RunState) throws(ClusteringError) -> TraceEntry { TraceEntry(0, try assign(state)) }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    finishedUpdate = FinishedUpdate(state: state, labels: exact.engine.labels, counts: exact.statistics.counts)
    proofBefore = proof
    exact.restartEmptyClusters(&state)
    return nil
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { exact.differentiate(state) }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    try exact.move(&state, by: frozen)
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    TraceEntry(state.iteration, try assign(state))
  }

  /// Where labels change and the inertia does not fall, what changes is between rows that are tied, as far as the grid can tell.
  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    guard let found = exact.found else { return nil }
    if found.last.changed == 0 || found.last.inertia >= found.before.inertia { return .fixedPoint }
    return exact.gainsLess(than: exact.tolerance) ? .tolerance : nil
  }

  func resume(_ state: RunState) throws(ClusteringError) {
    var then = state
    then.centroids = state.measured
    _ = try assign(then)
  }

  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    let representable = exact.representable(state.centroids)
    if representable != state.centroids {
      var state = state
      state.centroids = representable
      _ = try assign(state)
    }
    var run = try exact.result(state, reason, at: representable)
    run.balance = balance(proof, run.labels)
    return run
  }

  func finishGivenUp(_ state: RunState) throws(ClusteringError) -> FinishedRun? {
    guard let finishedUpdate else { return nil }
    var run = try exact.problem.finish(finishedUpdate)
    run.balance = balance(proofBefore, run.labels)
    return run
  }

  private func balance(
    _ proof: (certificate: BalanceCertificate, grid: GridRows<Scalar>)?, _ labels: [Int32]
  ) -> ClusterBalance {
    ClusterBalance(
      minimum: sizes.lowerBound, maximum: sizes.upperBound,
      isOptimal: proof.map { $0.certificate.proves(labels, of: $0.grid) } ?? false)
  }

  /// Prices serve again once centroids move little: those before the first moves are worse than none after them.
  private func assign(_ state: RunState) throws(ClusteringError) -> Assigned {
    guard solver.assign(to: state.centroids, isWarm: assigned > 2) else { throw .interrupted }
    assigned += 1
    proof = (solver.certificate, solver.grid)
    return try exact.adopt(solver.foundLabels, touched: solver.touched, state)
  }
}
