public import Clustering
public import Matrices
internal import Refusals

/// Centroids to which rows belong in part: what ``SoftKMeans`` and ``FuzzyCMeans`` return.
public struct SoftClusters: Sendable, Equatable {
  /// How rows belong to centroids.
  public enum Rule: Sendable, Equatable {
    /// By shares of exp(-stiffness |x - c|^2).
    case shares(stiffness: Double)
    /// By shares of |x - c|^(-2 / (fuzzifier - 1)).
    case powers(fuzzifier: Double)
  }

  public let rule: Rule
  /// [clusters, dimensions], in units of the data.
  public let centroids: Matrix<Double>
  /// What was minimised, at these centroids, in squared units of the data: the free energy, or the sum of u^m |x - c|^2.
  public let objective: Double
  /// The sum of all rows' shares of each cluster (fuzzy: of their powers), at the centroids before the last update; they tell
  /// large clusters from small ones.
  public let masses: [Double]
  /// Updates of the run that won.
  public let iterations: Int
  /// Why it ended.
  public let stopReason: StopReason
  /// Which run won, from 0.
  public let restart: Int
  /// The objective of every run.
  public let restartObjectives: [Double]
  /// The objective before each update of the run that won.
  public let trace: [Double]

  /// Centroids from elsewhere.
  public init(
    _ rule: Rule, centroids: Matrix<Double>, objective: Double = 0, masses: [Double] = [], iterations: Int = 0,
    stopReason: StopReason = .tolerance, restart: Int = 0, restartObjectives: [Double] = [], trace: [Double] = []
  ) {
    require(centroids.rows >= 1, "at least one centroid")
    (self.rule, self.centroids, self.objective, self.masses) = (rule, centroids, objective, masses)
    (self.iterations, self.stopReason, self.restart) = (iterations, stopReason, restart)
    (self.restartObjectives, self.trace) = (restartObjectives, trace)
  }
}
