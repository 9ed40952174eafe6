internal import Matrices
internal import TesseraKernels

/// Random samples that double, each holding the one before, and then all rows: ``NestedBatches``.
final class NestedSamples<Scalar: KernelScalar>: Assigner {
  private enum Stage {
    case begin
    /// A sample, until an update gains no more than chance; `labels` are of all rows, before there were samples.
    case sample(RowSample, labels: [Int32], isExhausted: Bool)
    case allRows
  }

  let exact: ExactAssigner<Scalar>
  private var stage = Stage.begin
  /// About how many rows the next sample has.
  private var size: Int
  private var key: UInt64?

  init(_ exact: ExactAssigner<Scalar>, from first: Int?) {
    self.exact = exact
    // Fewer than 40 rows per cluster settle in worse minima; where there are more, 50 are worth their time.
    let (rows, clusters) = (exact.problem.reduction.rowCount, exact.problem.clusterCount)
    size = first ?? max(40 * clusters, min(50 * clusters, rows * 2 / 5))
  }

  var checkpoint: Checkpoint? { exact.checkpoint }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    switch stage {
    case .sample(_, let labels, isExhausted: true):
      if try begin(nextSample(&state), state, labels) { return try exact.freeze(&state) }
      let entry = try conclude(state)
      exact.restartEmptyClusters(&state)
      return entry
    case .begin:
      if try begin(nextSample(&state), state, exact.engine.labels) == false { stage = .allRows }
      return try exact.freeze(&state)
    case .sample, .allRows: return try exact.freeze(&state)
    }
  }

  /// The smallest sample from ``size`` rows on that has a row for every cluster, and weight; nil for all rows.
  private func nextSample(_ state: inout RunState) -> RowSample? {
    let problem = exact.problem
    let key = key ?? state.generator.next()
    self.key = key
    while size <= problem.reduction.rowCount / 2 {
      let sample = RowSample(ofAbout: size, from: problem.points.rows, key: key, in: problem.reduction)
      size *= 2
      if problem.canUse(sample) { return sample }
    }
    return nil
  }

  private func begin(_ sample: RowSample?, _ state: RunState, _ labels: [Int32]) throws(ClusteringError) -> Bool {
    guard let sample else { return false }
    _ = try exact.assign(state, allowing: sample)
    stage = .sample(sample, labels: labels, isExhausted: false)
    return true
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { exact.differentiate(state) }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    try exact.move(&state, by: frozen)
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    let assigned = try exact.assign(state)
    guard case .sample = stage else { return TraceEntry(state.iteration, assigned) }
    return TraceEntry(
      iteration: state.iteration, batchLoss: exact.found?.before.inertia,
      certifiedFraction: assigned.certifiedFraction)
  }

  func reasonToEnd(_ state: RunState) throws(ClusteringError) -> StopReason? {
    guard case .sample(let sample, let labels, _) = stage else { return try exact.reasonToEnd(state) }
    let tolerance = 0.3 * Double(exact.problem.clusterCount) / Double(sample.count)
    let isExhausted = try exact.reasonToEnd(state, tolerance: tolerance) != nil
    stage = .sample(sample, labels: labels, isExhausted: isExhausted)
    return nil
  }

  /// Leaves the sample for all rows.
  func conclude(_ state: RunState) throws(ClusteringError) -> TraceEntry? {
    guard case .sample(_, let labels, _) = stage else { return nil }
    stage = .allRows
    var assigned = try exact.assign(state, allowing: nil)
    assigned.changed = exact.problem.reduction.sum(zip(labels, exact.engine.labels).count { $0 != $1 })
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
