internal import Matrices
internal import TesseraKernels

/// All rows with their exact labels, of which something does not count: elements that are missing, or the farthest rows.
///
/// Rows that are left out have the label of their nearest centroid, but a place of their own, behind the clusters, in the sums. What is
/// minimised, the sum of w D over the others, never rises: labels are best for the centroids, then are the rows that are left out, then
/// the means for both.
///
/// - Complexity: O(rows * dimensions) per update beside the labels, since D of all rows is asked for.
final class PartialAssigner<Scalar: KernelScalar>: Assigner {
  let exact: ExactAssigner<Scalar>
  let problem: FitProblem<Scalar>
  private let parts: PartialRows
  private let tolerance: Double
  var sums: PartialSums<Scalar>
  /// Whose sums each row is in; -1 for none yet.
  var places: [Int32]
  private(set) var found: PartialAssignment?
  /// The inertia before the last update.
  private var before = Double.infinity

  init(_ exact: ExactAssigner<Scalar>, _ parts: PartialRows) {
    (self.exact, self.parts) = (exact, parts)
    (problem, tolerance) = (exact.problem, exact.tolerance)
    sums = PartialSums(problem, clusterCount: problem.clusterCount + (parts.trimmedCount > 0 ? 1 : 0))
    places = Array(repeating: -1, count: problem.points.rows)
  }

  func begin(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    let assigned = try assign(state.centroids, isStart: true)
    return TraceEntry(0, assigned)
  }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    restartEmptyClusters(&state)
    return nil
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { statistics(at: state.centroids) }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    guard let frozen else { return }
    let old = state.centroids
    state.centroids = problem.constraint.apply(
      to: state.step(frozen), from: old, masses: frozen.masses, problem.kernels)
    guard state.centroids.isFinite(in: problem.parallel) else { throw .diverged(step: state.iteration) }
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    TraceEntry(state.iteration, try assign(state.centroids))
  }

  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    guard let found else { return nil }
    let isDone = exact.solver.dependsOnAssignmentOnly
    if found.changed == 0, isDone || isAtMeans(found) { return .fixedPoint }
    return tolerance > 0 && before - found.inertia < tolerance * before ? .tolerance : nil
  }

  func resume(_ state: RunState) throws(ClusteringError) { _ = try assign(state.measured, isStart: true) }

  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    let scale = problem.points.scale
    let representable = scale.scaled(scale.unscaled(state.centroids))
    if found == nil || representable != found?.centroids { _ = try assign(representable) }
    guard let found else { throw .interrupted }
    return run(found, state, reason)
  }

  func finishGivenUp(_ state: RunState) throws(ClusteringError) -> FinishedRun? {
    found.map { run($0, state, .interrupted) }
  }

  private func run(_ found: PartialAssignment, _ state: RunState, _ reason: StopReason) -> FinishedRun {
    place(found)
    var run = FinishedRun(
      centroids: problem.points.scale.unscaled(found.centroids), labels: found.labels,
      counts: Array(sums.counts[..<problem.clusterCount]), inertia: found.inertia, stopReason: reason,
      trace: state.trace, learningRate: nil, finalLearningRate: nil, isAtMeans: isAtMeans(found))
    if parts.trimmedCount > 0 { run.trimmed = (found.leftOut, problem.points.scale.unscaled(found.reserve(problem))) }
    return run
  }

  /// Whether every centroid with rows is the best place for them.
  private func isAtMeans(_ found: PartialAssignment) -> Bool {
    let frozen = statistics(at: found.centroids)
    let best = problem.constraint.apply(
      to: frozen.means, from: found.centroids, masses: frozen.masses, problem.kernels)
    return (0..<problem.clusterCount).allSatisfy { cluster in
      frozen.masses[cluster] == 0 || best.row(cluster) == found.centroids.row(cluster)
    }
  }

  /// Assigns all rows, and says which are left out.
  private func assign(_ centroids: Matrix<Double>, isStart: Bool = false) throws(ClusteringError) -> Assigned {
    let assignment: (labels: [Int32], squares: [Double])
    if let missing = parts.missing {
      assignment = problem.points.nearest(missing, at: centroids, problem.kernels)
    } else {
      exact.engine.mayBeGivenUp = true
      exact.engine.move(to: centroids)
      _ = exact.engine.relabel()
      assignment = (exact.engine.labels, exact.engine.ownSquaredDistances())
    }
    if problem.cancellation?.isCancelled ?? false { throw .interrupted }
    let new = PartialAssignment(
      problem, parts, labels: assignment.labels, squares: assignment.squares, centroids: centroids, after: found)
    guard new.inertia.isFinite else { throw .inertiaNotRepresentable }
    before = found?.inertia ?? .infinity
    found = new
    place(new)
    return Assigned(
      inertia: new.inertia, changed: isStart ? 0 : new.changed, certifiedFraction: 0, path: nil,
      touched: problem.points.rows)
  }

  /// Brings the sums to an assignment.
  private func place(_ assignment: PartialAssignment) {
    let target = assignment.places
    let moves = places.indices.compactMap { row in
      places[row] == target[row] ? nil : RowMove(row: Int32(row), source: places[row], target: target[row])
    }
    sums.apply(moves)
    places = target
  }

  private func statistics(at centroids: Matrix<Double>) -> ClusterStatistics {
    let all = sums.statistics(loss: 0, at: centroids)
    let count = problem.clusterCount
    guard all.clusterCount > count else { return all }
    return ClusterStatistics(
      counts: Array(all.counts[..<count]), masses: Array(all.masses[..<count]),
      means: all.means.selectingRows(Array(0..<count)), loss: all.loss)
  }
}
