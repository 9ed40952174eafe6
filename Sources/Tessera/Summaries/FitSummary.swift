public import Clustering
public import TesseraKernels
internal import VectorFiles

/// All that a fit has to say: the command's text, its JSON and the page of a report are made from it.
///
/// ```swift
/// let data = try VectorFileReader().read("points.csv")
/// let model = try kmeans.fitted(to: data.points)
/// let summary = FitSummary(of: model, by: kmeans, data: DataSummary(data, path: "points.csv"))
/// print(summary.inertia, summary.clusters[0].centroid)
/// ```
public struct FitSummary: Sendable {
  /// Where the time went.
  public struct Seconds: Sendable, Equatable {
    public var read = 0.0
    public var initialize = 0.0
    public var fit = 0.0
    public var region = 0.0
    public var total = 0.0
  }

  public var data: DataSummary
  /// How the columns were brought to a common scale, if they were: ``inertia``, ``radius`` and margins are on that scale.
  public var scaling: ColumnScaling?

  public var clusterCount: Int
  /// The solver's name; see ``SolverName``. Of medoids: `fasterpam`.
  public var solver: String
  /// Whether a tree found the start; see ``MethodName``.
  public var method = MethodName.flat.rawValue
  /// The most updates that followed the tree, if there was one.
  public var refinement: Int?
  /// The start's name (see ``InitializerName``), or the path of the start centroids.
  public var initializer: String
  public var seed: UInt64
  public var threads: Int
  public var instructionSet: InstructionSet
  public var restarts: Int
  public var maximumIterations: Int

  /// Which restart won, counted from 0.
  public var restart: Int
  /// The inertia of every restart that was finished.
  public var restartInertias: [Double]
  public var inertia: Double
  /// The number of updates of the winning restart.
  public var iterations: Int
  public var stopReason: StopReason
  public var trace: [TraceEntry]
  public var learningRate: Double?
  /// Lower than ``learningRate`` where that was the solver's choice and clusters grew.
  public var finalLearningRate: Double?

  public var clusters: [ClusterSummary]
  /// How far every centroid may move before a label changes; nil for one cluster.
  public var radius: Double?
  /// The row that changes first.
  public var tightest: LocalityRegion.Constraint?
  public var isLocalMinimum: Bool
  /// How far ``inertia`` is from the best possible, where that was asked for.
  public var optimality: Optimality?
  /// What the centroids are: means, medians or rows. For all but means there is a ``loss``.
  public var centroid: CentroidKind = .mean
  /// What was minimised, where that is not the ``inertia``.
  public var loss: Double?
  /// The point that is each cluster's medoid, where centroids are rows.
  public var medoids: [Int]?
  /// Where the sizes of clusters were bounded; ``radius`` is not known then.
  public var balance: ClusterBalance?
  public var seconds: Seconds
  /// What is near.
  public var metric = Metric.euclidean
  /// For ``/Clustering/Metric/cosine``: by how much every centroid may turn before a label changes, in radians, and the mean cosine of
  /// rows and their centroids.
  public var angle: Double?
  /// What became of missing values, and how many there were.
  public var missingValues = MissingValues.refused
  public var missingCount = 0
  /// The rows that were left out as the farthest ones, if a share of them was to be: of the points, counted from 0.
  public var trimmed: TrimmedRows?
  public var meanCosine: Double?

  /// Method and solver in words.
  public var way: String { method == MethodName.flat.rawValue ? solver : "\(method) \(solver)" }
  /// What was done for a better minimum.
  public var search: SearchSummary?

  /// How many rows each cluster has.
  public var counts: [Int] { clusters.map(\.rows) }
}

extension FitSummary {
  /// The summary of a model.
  ///
  /// - Parameters:
  ///   - options: those of the fit.
  ///   - scaling: what `data` were scaled by before the fit.
  ///   - initializer: what the start is called, where that is not its own name.
  ///   - readSeconds, totalSeconds: what the caller has measured.
  /// - Complexity: O(rows + clusterCount * dimensions).
  public init(
    of model: KMeansModel, by options: KMeans, data: DataSummary, scaling: ColumnScaling? = nil,
    initializer: String? = nil, readSeconds: Double = 0, totalSeconds: Double = 0
  ) {
    self.data = data
    self.scaling = scaling
    clusterCount = options.clusterCount
    (solver, method, refinement) = (options.methodName, options.method.name, options.method.refinement)
    self.initializer = initializer ?? options.startName
    seed = options.seed
    threads = options.threadCount ?? ParallelRows.processorCount
    instructionSet = options.instructionSet ?? .best
    (restarts, maximumIterations) = (options.restarts, options.maximumIterations)
    (restart, restartInertias) = (model.restart, model.restartInertias)
    (inertia, iterations, stopReason) = (model.inertia, model.iterations, model.stopReason)
    trace = model.trace
    (learningRate, finalLearningRate) = (model.learningRate, model.finalLearningRate)
    let kept = model.keptRows
    clusters = ClusterSummary.all(
      model.centroids, labels: kept.map { $0.map { model.labels[$0] } } ?? model.labels, counts: model.counts,
      margins: model.balance != nil ? [] : kept.map { $0.map { model.region.margins[$0] } } ?? model.region.margins,
      scaling: scaling)
    (radius, tightest, isLocalMinimum) = (model.region.radius, model.region.tightest, model.isLocalMinimum)
    optimality = model.optimality
    search = model.search
    (centroid, loss, medoids) = (model.centroidKind, model.loss, model.medoids)
    balance = model.balance
    seconds = Seconds(
      read: readSeconds, initialize: model.timings.initialize, fit: model.timings.fit, region: model.timings.region,
      total: totalSeconds)
    (metric, angle, meanCosine) = (model.metric, model.region.angle, model.meanCosine)
    (missingValues, missingCount, trimmed) = (model.missingValues, model.missingCount, model.trimmed)
  }
}

extension KMeansModel {
  /// The rows that were not left out, ascending; nil where none was to be.
  package var keptRows: [Int]? {
    guard let trimmed, !trimmed.rows.isEmpty else { return nil }
    let leftOut = Set(trimmed.rows)
    return labels.indices.filter { !leftOut.contains($0) }
  }
}
