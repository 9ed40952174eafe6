internal import Matrices
internal import TesseraKernels

/// All rows, each with the centroid at the smallest Manhattan distance; every centroid moves to the median of its rows: k-medians.
///
/// The loop is that of k-means. Neither half of an update raises the sum of absolute differences; where labels repeat, the run has
/// arrived. Clusters without rows begin anew at the rows farthest from their centroids, by the same distance.
///
/// Source: P. S. Bradley, O. L. Mangasarian and W. N. Street, *Clustering via concave minimization* (1996), NIPS 9.
final class MedianAssigner<Scalar: KernelScalar>: Assigner {
  /// Has the problem; its engine, which goes by the Euclidean distance, assigns nothing.
  let exact: ExactAssigner<Scalar>
  private let problem: FitProblem<Scalar>
  private let tolerance: Double
  private let rows: ManhattanLabels<Scalar>
  /// Which clusters rows have left or entered since the centroids are medians.
  private var changed: [Bool]
  /// How many rows were given to clusters that had none.
  private var given = 0
  /// Of the last two assignments, in the data's units.
  private var losses: (before: Double, last: Double) = (.infinity, .infinity)
  private(set) var finishedUpdate: FinishedUpdate?
  private var isFixed = false

  init(_ exact: ExactAssigner<Scalar>) {
    (self.exact, problem, tolerance) = (exact, exact.problem, exact.tolerance)
    rows = ManhattanLabels(
      problem.points.matrix, problem.parallel, cancellation: problem.points.cancellation)
    changed = Array(repeating: true, count: problem.clusterCount)
  }

  func begin(_ state: RunState) throws(ClusteringError) -> TraceEntry { try assign(state) }

  func resume(_ state: RunState) throws(ClusteringError) {
    _ = try assign(state)
    let known = state.trace.compactMap { $0.loss }
    losses = (known.dropLast().last ?? .infinity, known.last ?? .infinity)
  }

  func freeze(_ state: inout RunState) throws(ClusteringError) -> TraceEntry? {
    finishedUpdate = FinishedUpdate(state: state, labels: rows.labels, counts: counts)
    given = fillEmptyClusters()
    return nil
  }

  func differentiate(_ state: RunState) -> ClusterStatistics? { nil }

  func move(_ state: inout RunState, by frozen: ClusterStatistics?) throws(ClusteringError) {
    state.centroids = medians(near: state.centroids, where: changed)
    changed = Array(repeating: false, count: problem.clusterCount)
  }

  func check(_ state: RunState) throws(ClusteringError) -> TraceEntry { try assign(state) }

  func reasonToEnd(_ state: inout RunState) throws(ClusteringError) -> StopReason? {
    finishedUpdate = nil
    if isFixed { return .fixedPoint }
    return tolerance > 0 && losses.before - losses.last < tolerance * losses.before ? .tolerance : nil
  }

  private func assign(_ state: RunState) throws(ClusteringError) -> TraceEntry {
    let before = rows.labels
    let moved = rows.assign(to: state.centroids)
    guard !rows.isGivenUp else { throw .interrupted }
    if moved > 0 {
      for (row, label) in rows.labels.enumerated() where label != before[row] {
        if before[row] >= 0 { changed[Int(before[row])] = true }
        changed[Int(label)] = true
      }
    }
    isFixed = moved + given == 0
    var entry = TraceEntry(
      iteration: state.iteration, changed: state.iteration == 0 ? 0 : moved + given,
      certifiedFraction: Double(rows.labels.count - rows.touched) / Double(rows.labels.count), touched: rows.touched)
    given = 0
    (entry.inertia, entry.loss) = (try inertia(state.centroids), try loss())
    losses = (losses.last, entry.loss ?? .infinity)
    return entry
  }

  private func medians(near centroids: Matrix<Double>, where changed: [Bool]) -> Matrix<Double> {
    ClusterMedians(of: rows.labels, problem.points, clusterCount: problem.clusterCount)
      .replacing(centroids, where: changed)
  }

  // MARK: Results

  /// The sum of w times the Manhattan distance to the own centroid, in the data's units.
  private func loss() throws(ClusteringError) -> Double { try problem.manhattanLoss(rows.distances) }

  private func inertia(_ centroids: Matrix<Double>) throws(ClusteringError) -> Double {
    let points = problem.points
    let inertia = points.unscaledLoss(
      points.loss(labels: rows.labels, centroids: centroids, problem.kernels))
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    return inertia
  }

  private var counts: [Int] {
    var counts = [Int](repeating: 0, count: problem.clusterCount)
    for label in rows.labels { counts[Int(label)] += 1 }
    return counts
  }

  func finish(_ state: RunState, _ reason: StopReason) throws(ClusteringError) -> FinishedRun {
    let scale = problem.points.scale
    let centroids = scale.unscaled(state.centroids)
    let representable = scale.scaled(centroids)
    if scale != .identity, representable != state.centroids {
      rows.assign(to: representable)
      if rows.isGivenUp { throw .interrupted }
    }
    let all = Array(repeating: true, count: problem.clusterCount)
    var finished = FinishedRun(
      centroids: centroids, labels: rows.labels, counts: counts, inertia: try inertia(representable),
      stopReason: reason, trace: state.trace, learningRate: nil, finalLearningRate: nil,
      isAtMeans: medians(near: representable, where: all) == representable)
    finished.loss = try loss()
    return finished
  }

  func finish(_ finishedUpdate: FinishedUpdate) throws(ClusteringError) -> FinishedRun {
    let (points, state) = (problem.points, finishedUpdate.state)
    let known = ManhattanLabels(points.matrix, problem.parallel, labels: finishedUpdate.labels, at: state.centroids)
    let inertia = points.unscaledLoss(
      points.loss(labels: finishedUpdate.labels, centroids: state.centroids, problem.kernels))
    guard inertia.isFinite else { throw .inertiaNotRepresentable }
    var finished = FinishedRun(
      centroids: points.scale.unscaled(state.centroids), labels: finishedUpdate.labels, counts: finishedUpdate.counts,
      inertia: inertia, stopReason: .interrupted, trace: state.trace, learningRate: nil, finalLearningRate: nil,
      isAtMeans: false)
    finished.loss = try problem.manhattanLoss(known.distances)
    return finished
  }
}

extension MedianAssigner {
  /// Gives every cluster without weight a row that is far from its own centroid, if rows can be spared: those first that take most
  /// off the loss (ties: the lowest row). No donor gives its last row of positive weight away, and a row on its centroid stays.
  ///
  /// - Returns: how many rows were given.
  private func fillEmptyClusters() -> Int {
    let weights = problem.points.weights
    var sizes = [Int](repeating: 0, count: problem.clusterCount)
    for (row, label) in rows.labels.enumerated() where weights[row] > 0 { sizes[Int(label)] += 1 }
    let empty = sizes.indices.filter { sizes[$0] == 0 }
    guard !empty.isEmpty else { return 0 }
    let shares = rows.distances.indices.map { weights[$0] * rows.distances[$0] }
    var donors = shares.indices.filter { shares[$0] > 0 }.sorted { (shares[$1], $0) < (shares[$0], $1) }[...]
    var given = 0
    for cluster in empty {
      while let row = donors.popFirst() {
        let donor = Int(rows.labels[row])
        guard sizes[donor] > 1 else { continue }
        sizes[donor] -= 1
        rows.give(row, to: Int32(cluster))
        (changed[donor], changed[cluster]) = (true, true)
        given += 1
        break
      }
    }
    return given
  }
}

extension FitProblem {
  /// The order-free sum of w times the distances, which are in scaled units, in the data's.
  func manhattanLoss(_ distances: [Double]) throws(ClusteringError) -> Double {
    let sum = points.weights.sum(of: distances, kernels, reduction)
    let loss = FixedPoint.scaled(sum, by: points.scale.exponent + points.weights.unit)
    guard loss.isFinite else { throw .inertiaNotRepresentable }
    return loss
  }
}
