internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What kind of components, and how they are fitted.
struct MixtureFitOptions: ParsableArguments {
  /// What rows belong to.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case gaussian, soft, fuzzy
  }

  @Option(
    help: """
      gaussian (normal distributions), soft (k-means whose rows belong by shares of exp(-stiffness d^2)) or fuzzy (c-means).
      """)
  var kind: Kind = .gaussian

  @Option(
    help: """
      gaussian: full, tied (one for all), diagonal (a variance per column) or spherical (one variance) (default: full).
      """)
  var covariance: CovarianceKind?

  @Option(help: "gaussian: added to every variance, in squared units of the data (default: 1e-6).")
  var regularization: Double?

  @Option(help: "soft: how fast shares fall, per squared unit of the data.")
  var stiffness: Double?

  @Option(help: "fuzzy: the exponent of the memberships, 1.01 ... 100 (default: 2).")
  var fuzzifier: Double?

  @Option(
    help: ArgumentHelp(
      """
      A file of start means, one per row, in units of the data: components start with equal weights and the variances of the \
      columns (default: the clusters of a k-means fit).
      """, valueName: "FILE"))
  var initializer: String?

  @Option(help: "Runs from different starts; the best counts.")
  var restarts = 1

  @Option(help: "Decides every random choice: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(help: "The most updates of one run.")
  var maxIterations = 10_000

  @Option(
    help: """
      Stop when an update changes less: gaussian the mean log-likelihood per row, else the places of centroids beside the \
      spread of the columns.
      """)
  var tolerance = 1e-6

  @Option(help: "One weight per row: a .npy file or text of one column.")
  var weights: String?

  func validate() throws {
    guard restarts >= 1 else { throw ValidationError("--restarts is at least 1.") }
    guard maxIterations >= 0 else { throw ValidationError("--max-iterations is at least 0.") }
    guard tolerance >= 0 && tolerance.isFinite else { throw ValidationError("--tolerance is at least 0 and finite.") }
    if let regularization, !(regularization >= 0 && regularization.isFinite) {
      throw ValidationError("--regularization is at least 0 and finite.")
    }
    if let stiffness, !(stiffness > 0 && stiffness.isFinite) {
      throw ValidationError("--stiffness is above 0 and finite.")
    }
    if let fuzzifier, !(1.01...100).contains(fuzzifier) {
      throw ValidationError("--fuzzifier lies in 1.01 ... 100.")
    }
    let given: [(option: String, isGiven: Bool, owner: Kind)] = [
      ("--covariance", covariance != nil, .gaussian), ("--regularization", regularization != nil, .gaussian),
      ("--stiffness", stiffness != nil, .soft), ("--fuzzifier", fuzzifier != nil, .fuzzy),
    ]
    for (option, isGiven, owner) in given where isGiven && owner != kind {
      throw ValidationError("\(option) belongs to --kind \(owner.rawValue).")
    }
    guard kind != .soft || stiffness != nil else {
      throw ValidationError("--kind soft needs --stiffness: about 1 / (2 v) for clusters of the variance v.")
    }
    if restarts > 1, let initializer {
      throw ValidationError("--restarts: all runs from \(initializer.shown) are the same; leave one of them out.")
    }
  }

  /// The options of a fit, but for its start.
  func options(_ data: DataOptions) throws -> MixtureOptions {
    var options = MixtureOptions()
    (options.restarts, options.seed) = (restarts, seed)
    (options.maximumIterations, options.tolerance) = (maxIterations, tolerance)
    options.threadCount = data.threadCount
    options.instructionSet = try data.instructionSet()
    options.cancellation = StopSignal.cancellation
    return options
  }

  /// The means of the file, in the order of the columns of the points.
  func start(_ clusterCount: Int, for points: Points) throws(VectorFileError) -> MixtureOptions.Start {
    guard let initializer else { return .kMeans }
    let model = try ModelFile.reading(initializer, rows: clusterCount)
    guard points.data.hasNames else { return .means(model.centroids) }
    return .means(
      try model.centroids(named: points.data.columns.map(\.title), path: InputPath.title(of: initializer)))
  }
}
