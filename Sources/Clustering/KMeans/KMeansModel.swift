public import Matrices

/// What a fit returns: centroids, and everything that belongs to exactly these centroids.
///
/// Labels, counts, inertia and region are computed from the returned centroids in a final pass; none of them is left
/// over from an earlier iteration.
public struct KMeansModel: Sendable {
  /// The centroids, [clusterCount, dimensions], in the data's units.
  public let centroids: Matrix<Double>
  /// The index of the nearest centroid of each row (ties: the lowest index); with ``KMeans/sizes``, that of the best assignment
  /// within the bounds, which need not be the nearest.
  public internal(set) var labels: [Int32]
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
  public internal(set) var region: LocalityRegion
  /// Whether every non-empty centroid is the mean of its rows (for ``Metric/cosine``, the mean's direction;
  /// in each coordinate to 1e-12 of the column's spread and 1e-9
  /// of that of the cluster's own rows) and the region has a positive radius. With ``KMeans/sizes`` false: it is not tested.
  /// Of medians: whether each is the median. Of medoids: whether no exchange of one for another row lowers the loss.
  public let isLocalMinimum: Bool
  /// Which restart won, counted from 0.
  public let restart: Int
  /// The inertia of every restart, in their order; without those that an interruption cut off.
  public let restartInertias: [Double]
  /// The learning rate that the solver began with; nil for solvers without one.
  public let learningRate: Double?
  /// The learning rate at the end: lower than ``learningRate`` where that was the solver's choice and clusters grew.
  public let finalLearningRate: Double?
  /// How far ``inertia`` is from the best possible, where that was asked for (``KMeans/boundsInertia``, ``KMeans/seeksOptimum``) and not
  /// interrupted.
  public internal(set) var optimality: Optimality? = nil
  /// Where the time went.
  public let timings: Timings
  /// The bounds on the clusters' sizes, and whether the labels were proved optimal within them; nil without ``KMeans/sizes``.
  public internal(set) var balance: ClusterBalance? = nil
  /// What is near; centroids of ``Metric/cosine`` have length 1, and inertia and region are those of the rows' directions.
  public internal(set) var metric = Metric.euclidean
  /// What became of missing values, and how many there were.
  public internal(set) var missingValues = MissingValues.refused
  public internal(set) var missingCount = 0
  /// The rows that were left out, where a share of them was to be (``KMeans/trimmedShare``): their ``labels`` are those of the nearest
  /// centroids, and ``counts`` and ``inertia`` are those of the others.
  public internal(set) var trimmed: TrimmedRows?
  /// For ``Metric/cosine``, the mean cosine (by weight) of the angle of a row and its centroid: 1 - inertia / (2 W), W the weight of
  /// all rows; nil else.
  public internal(set) var meanCosine: Double?
  /// What was done for a better minimum, and why that ended.
  public internal(set) var search: SearchSummary? = nil
  /// What the centroids are: means, medians, or rows.
  public internal(set) var centroidKind: CentroidKind = .mean
  /// What a fit of medians or medoids has minimised: the sum over rows of w times the distance of the kind, in units of the data
  /// (or their squares); nil for means, which minimise ``inertia``.
  public internal(set) var loss: Double? = nil
  /// The row that is each cluster's medoid, counted from 0; nil for means and medians.
  public internal(set) var medoids: [Int]? = nil
}
