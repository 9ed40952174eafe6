internal import Matrices

/// Centroids in scaled units and their inertia, at the end of a run.
struct SearchSolution: Sendable {
  let centroids: Matrix<Double>
  let inertia: Double

  /// Whether this lies lower by more than rounding.
  func isBelow(_ other: SearchSolution) -> Bool { inertia < other.inertia * (1 - 1e-12) }
}
