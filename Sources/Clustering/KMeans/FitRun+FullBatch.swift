internal import Matrices

extension FitRun {
  /// Full-batch iterations until the fixed point, the tolerance, the limit or the caller ends them.
  func runFullBatches(
    _ stepper: inout any CentroidStepper, from first: Int = 1
  ) throws(ClusteringError) -> StopReason {
    let solver = options.solver
    let plain = (stepper as? GradientStep)?.plain
    for iteration in first..<max(first, options.maximumIterations + 1) {
      if shouldStop() { return .interrupted }
      let previous = trace[trace.count - 1].inertia ?? 0
      if solver.relocatesEmptyClusters {
        let frozen = relocatedStatistics()
        centroids = stepper.step(from: placingRestartedClusters(frozen), frozen)
      } else {
        let frozen = frozenStatistics()
        centroids = plain?.step(from: centroids, frozen, problem.kernels) ?? stepper.step(from: centroids, frozen)
      }
      guard centroids.isFinite(in: problem.parallel) else { throw .diverged(step: iteration) }
      let entry = try assign(iteration: iteration)
      let inertia = entry.inertia ?? 0
      if !solver.dependsOnAssignmentOnly, isDivergent(inertia, after: previous) { throw .diverged(step: iteration) }
      if entry.changed == 0 && (solver.dependsOnAssignmentOnly || isAtMeans) { return .fixedPoint }
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
  /// beyond what centroids within ``FitProblem/meanTolerance`` of their means can add (a start may be perfect).
  func isDivergent(_ inertia: Double, after previous: Double) -> Bool {
    guard inertia > previous, inertia > 10 * (trace[0].inertia ?? 0) else { return false }
    let mass = frozenStatistics().masses.reduce(0, +)
    let rounding = mass * Double(problem.points.dimensions) * problem.meanTolerance * problem.meanTolerance
    return inertia > problem.points.scale.unscaledSquare(rounding)
  }

  /// Whether every centroid with weight is the mean of its rows to 1e-12 of the data's magnitude.
  private var isAtMeans: Bool {
    frozenStatistics().isAtMeans(centroids, within: problem.meanTolerance)
  }
}

extension FitProblem {
  /// How far a centroid may be from the mean of its rows, in every coordinate, to count as there: 1e-12 of the data's
  /// magnitude.
  var meanTolerance: Double { 1e-12 * (points.columnBounds.max() ?? 0) }
}

extension ClusterStatistics {
  /// Whether no coordinate of a centroid with weight differs by more than `tolerance` from the mean of its rows.
  func isAtMeans(_ centroids: Matrix<Double>, within tolerance: Double) -> Bool {
    means.withUnsafeElements { means in
      centroids.withUnsafeElements { centroids in
        for cluster in 0..<clusterCount where masses[cluster] > 0 {
          for index in (cluster * self.means.columns)..<((cluster + 1) * self.means.columns) {
            guard (centroids[index] - means[index]).magnitude <= tolerance else { return false }
          }
        }
        return true
      }
    }
  }
}
