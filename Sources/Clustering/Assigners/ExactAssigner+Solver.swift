internal import Matrices
internal import TesseraKernels

extension ExactAssigner {
  /// What the solver is told after the first assignment.
  func solverProblem() -> SolverProblem {
    let (rows, dimensions) = (problem.reduction.rowCount, problem.points.dimensions)
    let batch = solver.sampling.largestBatch
    let frozen = frozenStatistics()
    let weight = frozen.masses.reduce(0, +) * Double(dimensions)
    return SolverProblem(
      clusterCount: problem.clusterCount, dimensions: dimensions, rows: rows, largestMass: frozen.masses.max() ?? 0,
      batchFraction: batch > 0 ? Double(batch) / Double(rows) : 1, unit: problem.points.scale.unscaled(1),
      spread: weight > 0 ? (frozen.loss / weight).squareRoot() : 0)
  }

  /// Whether the inertia says that the solver has left the data behind: it rose beyond ten times that of the start, and
  /// beyond what centroids within four units in the last place of their means can add (a start may be perfect).
  var isDivergent: Bool {
    guard let found, found.last.inertia > found.before.inertia, found.last.inertia > 10 * found.first.inertia else {
      return false
    }
    let frozen = frozenStatistics()
    var rounding = 0.0
    for cluster in 0..<frozen.clusterCount where frozen.masses[cluster] > 0 {
      rounding += frozen.masses[cluster] * frozen.means.row(cluster).reduce(0) { $0 + 16 * $1.ulp * $1.ulp }
    }
    return found.last.inertia > problem.points.scale.unscaledSquare(rounding)
  }
}
