/// Why a fit ended.
public enum StopReason: String, CaseIterable, Sendable {
  /// The assignment repeated (and, for gradient solvers, every centroid is the mean of its points).
  case fixedPoint
  /// The relative decrease of the inertia fell below `tolerance`.
  case tolerance
  /// `maximumIterations` updates were made.
  case maxIterations
  /// The caller asked to stop: in this or a later restart, or before the region was known.
  case interrupted
}
