internal import Matrices
internal import TesseraKernels

/// Random samples that double, each holding the one before, and then all rows: ``NestedBatches``.
final class NestedSamples<Scalar: KernelScalar>: Assigner {
  let exact: ExactAssigner<Scalar>
  /// The rows that take part, where not all do.
  private var sample: RowSample?
  /// Of all rows, before there were samples.
  private var labels: [Int32] = []
  /// About how many rows the first sample has.
  private let firstSize: Int

  init(_ exact: ExactAssigner<Scalar>, from first: Int?) {
    self.exact = exact
    // Fewer than 40 rows per cluster settle in worse minima; where there are more, 50 are worth their time.
    let (rows, clusters) = (exact.problem.reduction.rowCount, exact.problem.clusterCount)
    firstSize = first ?? max(40 * clusters, min(50 * clusters, rows * 2 / 5))
  }

  var finishedUpdate: FinishedUpdate? { exact.finishedUpdate }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    switch state.samples.stage {
    case .sample(_, isExhausted: true):
      if try beginNextSample(&state) { return try exact.freeze(&state) }
      let entry = try conclude(&state)
      exact.restartEmptyClusters(&state)
      return entry
    case .begin:
      labels = exact.engine.labels
      if try !beginNextSample(&state) { state.samples.stage = .allRows }
      return try exact.freeze(&state)
    case .sample, .allRows: return try exact.freeze(&state)
    }
  }

  /// Lets the smallest sample that is due and has a row for every cluster, and weight, take part; false where all rows are to.
  private func beginNextSample(_ state: inout RunState) throws(ClusteringError) -> Bool {
    let problem = exact.problem
    let key = state.samples.key ?? state.generator.next()
    state.samples.key = key
    var size = state.samples.nextSize ?? firstSize
    while size <= problem.reduction.rowCount / 2 {
      let sample = RowSample(ofAbout: size, from: problem.points.rows, key: key, in: problem.reduction)
      if problem.canUse(sample) {
        (state.samples.stage, state.samples.nextSize) = (.sample(ofAbout: size, isExhausted: false), 2 * size)
        try admit(sample, state)
        return true
      }
      size *= 2
    }
    state.samples.nextSize = size
    return false
  }

  private func admit(_ sample: RowSample, _ state: RunState) throws(ClusteringError) {
    self.sample = sample
    _ = try exact.assign(state, allowing: sample)
  }

  func resume(_ state: RunState) throws(ClusteringError) {
    try exact.resume(state)
    guard case .sample(let size, _) = state.samples.stage, let key = state.samples.key else { return }
    labels = exact.engine.labels
    let problem = exact.problem
    try admit(RowSample(ofAbout: size, from: problem.points.rows, key: key, in: problem.reduction), state)
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { exact.differentiate(state) }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    try exact.move(&state, by: frozen)
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    let assigned = try exact.assign(state)
    guard case .sample = state.samples.stage else { return TraceEntry(state.iteration, assigned) }
    return TraceEntry(
      iteration: state.iteration, batchLoss: exact.found?.before.inertia,
      certifiedFraction: assigned.certifiedFraction)
  }

  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    guard case .sample(let size, _) = state.samples.stage, let sample else { return try exact.reasonToEnd(&state) }
    let tolerance = 0.3 * Double(exact.problem.clusterCount) / Double(sample.count)
    let isExhausted = try exact.reasonToEnd(state, tolerance: tolerance) != nil
    state.samples.stage = .sample(ofAbout: size, isExhausted: isExhausted)
    return nil
  }

  /// Leaves the sample for all rows.
  func conclude(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    guard case .sample = state.samples.stage else { return nil }
    state.samples.stage = .allRows
    sample = nil
    var assigned = try exact.assign(state, allowing: nil)
    assigned.changed = exact.problem.reduction.sum(zip(labels, exact.engine.labels).count { $0 != $1 })
    labels = []
    return TraceEntry(state.iteration, assigned)
  }
}

extension FitProblem {
  /// Whether a sample has rows for all clusters, and weight.
  fileprivate func canUse(_ sample: RowSample) -> Bool {
    sample.count >= clusterCount
      && reduction.any(sample.isMember.indices.contains { sample.isMember[$0] && points.weights[$0] > 0 })
  }
}
