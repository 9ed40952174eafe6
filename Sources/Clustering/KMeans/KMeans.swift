public import Matrices
internal import Refusals
public import TesseraKernels

/// k-means clustering: centroids that minimise the inertia, the sum over rows of the squared distance to the nearest one.
///
/// ```swift
/// var kmeans = KMeans(clusterCount: 3)
/// kmeans.restarts = 10
/// kmeans.seed = 42
/// let model = try kmeans.fitted(to: points)
/// print(model.inertia, model.counts)
/// let labels = try model.assign(newPoints).labels
/// ```
///
/// Labels are exact: argmin of the squared distance by direct differences in Double, ties to the lowest index. The whole
/// result but for timings and certified shares has the same bits for every number of threads and instruction set.
///
/// - Complexity: O(rows * clusterCount * dimensions) per iteration at most; rows that are proved unchanged cost O(1).
///   Memory beside the points: about 40 bytes per row (and one per element, for eight-bit copies),
///   53 per centroid element.
public struct KMeans: Sendable {
  /// The number of clusters, at least 1.
  public var clusterCount: Int {
    didSet { Self.check(clusterCount) }
  }
  /// Whether a tree finds where the centroids start.
  public var method: ClusteringMethod = .flat {
    didSet { require(method.refinement ?? 0 >= 0, "the number of updates is not negative") }
  }
  /// How the centroids move.
  public var solver: AnySolver = .lloyd
  /// Where they start.
  public var initializer: AnyInitializer = .kMeansPlusPlus
  /// How many runs are made from different starts; the one with the smallest inertia wins (ties: the earliest). One, where the
  /// start is given and the solver draws no rows.
  public var restarts = 1 {
    didSet { require(restarts >= 1, "at least one run") }
  }
  /// How many rows every cluster has to have; nil for any number. Each iteration's assignment is then the best one within the
  /// bounds. For ``Lloyd``, without weights.
  public var sizes: ClusterSizes?
  /// Decides every random choice.
  public var seed: UInt64 = 0
  /// The most updates that one run makes.
  public var maximumIterations = 300 {
    didSet { require(maximumIterations >= 0, "the number of updates is not negative") }
  }
  /// A run ends when the relative decrease of its inertia falls below this; 0: at the fixed point only.
  public var tolerance = 0.0 {
    didSet { require(tolerance >= 0 && tolerance.isFinite, "a tolerance is at least 0 and finite") }
  }
  /// How much work is spent on a lower inertia than that of the best of these runs.
  public var quality = SearchQuality.fast
  /// Seconds after which the fit ends with the best that it has: between two updates, once all rows were assigned. The result then
  /// depends on the clock; ``KMeansModel/search`` says whether it does. nil: never.
  public var timeLimit: Double? {
    didSet { require(timeLimit.map { $0 > 0 && $0.isFinite } ?? true, "a time limit is positive and finite") }
  }
  /// How many threads work; nil for one per processor. The result does not depend on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  /// Which kernels are used; nil for the best of this machine. The result does not depend on it.
  public var instructionSet: InstructionSet?
  /// Which arithmetic assignments try first; nil for the engine's choice. The result does not depend on it.
  public var assignmentPath: AssignmentPath?
  /// Whether the trace keeps the centroids, for pictures of their way: of the first ``TraceEntry/mostKept`` numbers at most.
  public var keepsCentroids = false
  /// What is near: with ``Metric/cosine`` rows count by their direction alone; see <doc:KindsOfKMeans>.
  public var metric = Metric.euclidean
  /// Whether the rows are directions already.
  var hasDirections = false
  /// What becomes of missing values (NaN); see <doc:KindsOfKMeans>.
  public var missingValues = MissingValues.refused
  /// Which they are, where zeros stand for them.
  var missingCells: MissingCells?
  /// The share of the rows, at least 0 and below 1, that are left out of the means, those farthest from their centroids: outliers.
  /// See <doc:KindsOfKMeans>.
  public var trimmedShare = 0.0 {
    didSet { require(trimmedShare >= 0 && trimmedShare < 1, "a share of rows is at least 0 and below 1") }
  }
  /// Whether the best possible centroids are found, and proved: for data of one column, by ``OptimalSegmentation``. Other data are refused
  /// (``ClusteringError/optimumNeedsOneColumn(columns:)``). Start, seed and restarts do not matter.
  public var seeksOptimum = false
  /// Whether ``KMeansModel/optimality`` is wanted: how far the fit is from the best possible, at most. See <doc:FarFromTheBest> for
  /// what that takes.
  public var boundsInertia = false
  /// Ends a fit from outside; see there.
  public var cancellation: Cancellation?

  /// What stands for a cluster: means, medians or rows, and so what is minimised.
  public var centroid: CentroidKind = .mean

  /// Hears how far the longer steps beside the runs are: choosing start centroids, branches of trees, a search, a lower bound.
  public var meter: WorkMeter?

  /// - Parameter clusterCount: the number of clusters, at least 1.
  public init(clusterCount: Int) {
    Self.check(clusterCount)
    self.clusterCount = clusterCount
  }

  private static func check(_ clusterCount: Int) {
    require(clusterCount >= 1, "at least one cluster")
  }
}
