public import Matrices

/// What a fit returns: centroids, and everything that belongs to exactly these centroids.
///
/// Labels, counts, inertia and region are computed from the returned centroids in a final pass; none of them is left
/// over from an earlier iteration.
public struct KMeansModel: Sendable {
  /// The centroids, [clusterCount, dimensions], in the data's units.
  public let centroids: Matrix<Double>
  /// The index of the nearest centroid of each row (ties: the lowest index).
  public let labels: [Int32]
  /// How many rows each cluster has.
  public let counts: [Int]
  /// The sum over rows of w_i |x_i - c|^2, by direct differences, neither halved nor averaged.
  public let inertia: Double
  /// The number of updates that led to the centroids (of the winning restart).
  public let iterations: Int
  /// Why the fit ended.
  public let stopReason: StopReason
  /// The inertia after 0, 1, ... updates, evaluated from the statistics; its last digits may differ from ``inertia``.
  public let trace: [TraceEntry]
  /// The region of centroids that share this assignment.
  public let region: LocalityRegion
  /// Whether every non-empty centroid is the mean of its rows (in each coordinate to 1e-12 of the column's spread and 1e-9
  /// of that of the cluster's own rows) and the region has a positive radius.
  public let isLocalMinimum: Bool
  /// Which restart won, counted from 0.
  public let restart: Int
  /// The inertia of every restart, in their order; without those that an interruption cut off.
  public let restartInertias: [Double]
  /// The learning rate that the solver began with; nil for solvers without one.
  public let learningRate: Double?
  /// The learning rate at the end: lower than ``learningRate`` where that was the solver's choice and clusters grew.
  public let finalLearningRate: Double?
  /// Where the time went.
  public let timings: Timings
  /// What was done for a better minimum, and why that ended.
  public internal(set) var search: SearchSummary? = nil
}
