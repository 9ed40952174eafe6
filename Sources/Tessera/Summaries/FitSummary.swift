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
  /// The solver's name; see ``SolverName``.
  public var solver: String
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
  public var seconds: Seconds

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
    solver = options.solver.name
    self.initializer = initializer ?? options.startName
    seed = options.seed
    threads = options.threadCount ?? ParallelRows.processorCount
    instructionSet = options.instructionSet ?? .best
    (restarts, maximumIterations) = (options.restarts, options.maximumIterations)
    (restart, restartInertias) = (model.restart, model.restartInertias)
    (inertia, iterations, stopReason) = (model.inertia, model.iterations, model.stopReason)
    trace = model.trace
    (learningRate, finalLearningRate) = (model.learningRate, model.finalLearningRate)
    clusters = ClusterSummary.all(
      model.centroids, labels: model.labels, counts: model.counts, margins: model.region.margins, scaling: scaling)
    (radius, tightest, isLocalMinimum) = (model.region.radius, model.region.tightest, model.isLocalMinimum)
    optimality = model.optimality
    seconds = Seconds(
      read: readSeconds, initialize: model.timings.initialize, fit: model.timings.fit, region: model.timings.region,
      total: totalSeconds)
  }
}
