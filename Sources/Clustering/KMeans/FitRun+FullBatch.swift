internal import Matrices

extension FitRun {
  /// Full-batch iterations until the fixed point, the tolerance, the limit or the caller ends them.
  func runFullBatches(_ stepper: inout any CentroidStepper) throws(ClusteringError) -> StopReason {
    let solver = options.solver
    let startInertia = trace[0].inertia ?? 0
    for iteration in 1..<(options.maximumIterations + 1) {
      if shouldStop() { return .interrupted }
      let previous = trace[trace.count - 1].inertia ?? 0
      var current = solver.relocatesEmptyClusters ? engine.relocatingEmptyClusters(statistics) : statistics
      centroids = stepper.step(from: centroids, current.snapshot(loss: loss))
      guard centroids.isFinite else { throw .diverged(step: iteration) }
      let entry = try assign(iteration: iteration)
      let inertia = entry.inertia ?? 0
      if !solver.dependsOnAssignmentOnly, inertia > 10 * startInertia, inertia > previous {
        throw .diverged(step: iteration)
      }
      if entry.changed == 0 && (solver.dependsOnAssignmentOnly || isAtMeans) { return .fixedPoint }
      if options.tolerance > 0, previous - inertia < options.tolerance * previous { return .tolerance }
    }
    return .maxIterations
  }

  /// Whether every centroid with weight is the mean of its rows to 1e-12 of the data's magnitude.
  private var isAtMeans: Bool {
    statistics.snapshot(loss: loss).distanceToMeans(from: centroids) <= problem.meanTolerance
  }
}

extension FitProblem {
  /// How far a centroid may be from the mean of its rows, in every coordinate, to count as there: 1e-12 of the data's
  /// magnitude.
  var meanTolerance: Double { 1e-12 * (points.columnBounds.max() ?? 0) }
}

extension ClusterStatistics {
  /// The largest coordinate difference between a centroid with weight and the mean of its rows.
  func distanceToMeans(from centroids: Matrix<Double>) -> Double {
    var largest = 0.0
    for cluster in 0..<clusterCount where masses[cluster] > 0 {
      for column in 0..<means.columns {
        largest = max(largest, (centroids[cluster, column] - means[cluster, column]).magnitude)
      }
    }
    return largest
  }
}

extension Matrix {
  var isFinite: Bool { withUnsafeElements { $0.allSatisfy(\.isFinite) } }
}
