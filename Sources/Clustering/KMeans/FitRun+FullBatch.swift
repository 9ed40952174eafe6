internal import Matrices

extension FitRun {
  /// Full-batch iterations until the fixed point, the tolerance, the limit or the caller ends them.
  func runFullBatches(
    _ stepper: inout any CentroidStepper, from first: Int = 1
  ) throws(ClusteringError) -> StopReason {
    let solver = options.solver
    for iteration in stride(from: first, through: options.maximumIterations, by: 1) {
      if problem.isCancelled || shouldStop() { return .interrupted }
      keepCheckpoint()
      let previous = trace[trace.count - 1].inertia ?? 0
      if solver.relocatesEmptyClusters {
        let frozen = relocatedStatistics()
        let old = placingRestartedClusters(frozen)
        centroids = stepper.step(from: old, frozen)
        if stepper.nearsMeans { arrive(from: old, frozen) }
      } else {
        let (old, frozen) = (centroids, frozenStatistics())
        plain?.lower { frozen.masses.max() ?? 0 }
        centroids = plain?.step(from: old, frozen, problem.kernels) ?? stepper.step(from: old, frozen)
        if let plain { arrive(from: old, frozen, contracts: plain.contracts) }
      }
      offMean = nil
      guard centroids.isFinite(in: problem.parallel) else { throw .diverged(step: iteration) }
      let entry = try assign(iteration: iteration)
      let inertia = entry.inertia ?? 0
      if !solver.dependsOnAssignmentOnly, isDivergent(inertia, after: previous) { throw .diverged(step: iteration) }
      if entry.changed == 0 && (solver.dependsOnAssignmentOnly || isAtMeans()) { return .fixedPoint }
      if options.tolerance > 0, previous - inertia < options.tolerance * previous { return .tolerance }
    }
    return .maxIterations
  }

  /// What a solver moves by that wants empty clusters to get a row first.
  private func relocatedStatistics() -> ClusterStatistics {
    guard statistics.masses.contains(0) else { return frozenStatistics() }
    var relocated = engine.relocatingEmptyClusters(statistics, among: sample)
    return relocated.snapshot(loss: loss)
  }

  /// The centroids, with those of restarted clusters already on their row: wherever a relaxed step would stop on the way
  /// there, the inertia could rise.
  private func placingRestartedClusters(_ frozen: ClusterStatistics) -> Matrix<Double> {
    let restarted = frozen.masses.indices.filter { frozen.masses[$0] > 0 && statistics.masses[$0] == 0 }
    guard !restarted.isEmpty else { return centroids }
    var elements = centroids.elements
    for cluster in restarted {
      elements.replaceSubrange(
        (cluster * centroids.columns)..<((cluster + 1) * centroids.columns), with: frozen.means.row(cluster))
    }
    return Matrix(rows: centroids.rows, columns: centroids.columns, elements: elements)
  }

  /// Whether the inertia says that the solver has left the data behind: it rose beyond ten times that of the start, and
  /// beyond what centroids within four units in the last place of their means can add (a start may be perfect).
  func isDivergent(_ inertia: Double, after previous: Double) -> Bool {
    guard inertia > previous, inertia > 10 * (trace[0].inertia ?? 0) else { return false }
    let frozen = frozenStatistics()
    var rounding = 0.0
    for cluster in 0..<frozen.clusterCount where frozen.masses[cluster] > 0 {
      rounding += frozen.masses[cluster] * frozen.means.row(cluster).reduce(0) { $0 + 16 * $1.ulp * $1.ulp }
    }
    return inertia > problem.points.scale.unscaledSquare(rounding)
  }
}
