internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// Where clusters start, and when a run ends.
struct StartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      k-means++ (greedy), k-means-parallel, afk-mc2, farthest-first, random, or a file of start centroids (a path with a point or a \
      slash); of a .safetensors model with another number of clusters some are added or dropped.
      """, valueName: "k-means++|k-means-parallel|afk-mc2|farthest-first|random|FILE"))
  var initializer: StartChoice = .named(.kMeansPlusPlus)

  @Option(help: "Decides every random choice: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(help: "The most updates of one run.")
  var maxIterations = 300

  @Option(help: "Stop when the relative decrease of the inertia falls below this; 0: at the fixed point only.")
  var tolerance = 0.0

  @Option(help: "One weight per row: a .npy file or text of one column.")
  var weights: String?

  @Option(
    help: ArgumentHelp(
      """
      Bring columns to a common scale: zscore (mean 0, deviation 1; also without a value), robust (median and quartiles) or \
      range (0 ... 1). Centroids are shown in the units of the data, the inertia and the radius on the common scale.
      """, valueName: "zscore|robust|range"))
  var standardize: ColumnScaling.Method?

  @Option(help: "Arithmetic that assignments try first: float64, float32, int16 or int8. Results do not depend on it.")
  var path: AssignmentPath?

  func validate() throws {
    guard maxIterations >= 0 else { throw ValidationError("--max-iterations is at least 0.") }
    guard tolerance >= 0 && tolerance.isFinite else { throw ValidationError("--tolerance is at least 0 and finite.") }
  }

  /// The path of the start centroids, if they come from a file.
  var startPath: String? {
    if case .file(let path) = initializer { path } else { nil }
  }

  /// Throws where several runs would be one over and over: from start centroids of a file, by a solver that draws no rows.
  func requireDifferentStarts(_ restarts: Int, of solver: any Solver) throws {
    guard restarts > 1, let startPath, !solver.sampling.isRandom else { return }
    throw ValidationError(
      "--restarts: all runs from \(startPath.shown) are the same; leave it out, or draw starts (--initializer k-means++)."
    )
  }

  /// The options of a fit, but for the solver.
  func kMeans(_ data: DataOptions, clusterCount: Int) throws -> KMeans {
    var kMeans = KMeans(clusterCount: clusterCount)
    if case .named(let name) = initializer { kMeans.initializer = name.initializer }
    kMeans.seed = seed
    kMeans.maximumIterations = maxIterations
    kMeans.tolerance = tolerance
    kMeans.threadCount = data.threadCount
    kMeans.instructionSet = try data.instructionSet()
    kMeans.assignmentPath = path
    kMeans.cancellation = StopSignal.cancellation
    return kMeans
  }

  /// The file of the start centroids, if they come from one: so many rows.
  func startModel(_ clusterCount: Int) throws(VectorFileError) -> ModelFile? {
    guard let startPath else { return nil }
    return try ModelFile.reading(startPath, rows: clusterCount)
  }

  /// The start of such a file. A model with another number of clusters has some added or dropped, which is said; a bare matrix is refused
  /// then, as it names the start of every cluster.
  func initializer(
    from model: ModelFile, for points: Points, _ clusterCount: Int, _ data: DataOptions
  ) throws(VectorFileError) -> any Initializer {
    let centroids = points.scaled(try startCentroids(of: model, for: points))
    guard centroids.rows != clusterCount, startPath.map(ModelFile.isSafeTensors) ?? false else {
      return .given(centroids)
    }
    let more = clusterCount - centroids.rows
    let change =
      (more.magnitude == 1 ? "1 is " : "\(more.magnitude) are ")
      + (more > 0 ? "added by k-means++" : "dropped, \(more == -1 ? "the one that is" : "those that are") missed least")
    data.note(
      "\(startPath?.shown ?? ""): \(centroids.rows.counted("start centroid")) for \(clusterCount.counted("cluster")): \(change)"
    )
    return .warm(centroids)
  }

  /// The centroids of such a file, in the order of the columns of the points.
  private func startCentroids(of model: ModelFile, for points: Points) throws(VectorFileError) -> Matrix<Double> {
    guard let startPath, points.data.hasNames else { return model.centroids }
    return try model.centroids(named: points.data.columns.map(\.title), path: InputPath.title(of: startPath))
  }
}

/// The value of `--initializer`.
enum StartChoice: ExpressibleByArgument, Equatable {
  case named(InitializerName)
  case file(String)

  init?(argument: String) {
    if let name = InitializerName(rawValue: argument) {
      self = .named(name)
    } else if argument == "-" || argument.contains(where: { $0 == "." || $0 == "/" }) {
      self = .file(argument)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String { text }

  /// The value as it was given.
  var text: String {
    switch self {
    case .named(let name): name.rawValue
    case .file(let path): path
    }
  }
}
