internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// How codebooks are trained.
struct CodebookTrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      k-means++ (greedy), k-means-parallel, afk-mc2, farthest-first, random, or a file of codebooks to start from (a path with a \
      point or a slash): a codebook file, or .npy of [parts, codes, columns].
      """, valueName: "k-means++|k-means-parallel|afk-mc2|farthest-first|random|FILE"))
  var initializer: StartChoice = .named(.kMeansPlusPlus)

  @Option(help: "Decides every random choice: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(help: "Runs per codebook from different starts; the one with the smallest inertia wins.")
  var restarts = 1

  @Option(help: "The most updates of one run.")
  var maxIterations = 300

  @Option(help: "Stop when the relative decrease of the inertia falls below this; 0: at the fixed point only.")
  var tolerance = 0.0

  @Option(help: "One weight per row, without --balanced: a .npy file or text of one column.")
  var weights: String?

  @OptionGroup var search: SearchOptions

  func validate() throws {
    guard restarts >= 1 else { throw ValidationError("--restarts is at least 1.") }
    guard maxIterations >= 0 else { throw ValidationError("--max-iterations is at least 0.") }
    guard tolerance >= 0 && tolerance.isFinite else { throw ValidationError("--tolerance is at least 0 and finite.") }
    if restarts > 1, startPath != nil {
      throw ValidationError("--restarts: all runs from the same start are the same; leave it out.")
    }
  }

  /// An option that k-means alone reads, where one was given.
  var trainingOption: String? {
    let given: [(option: String, isGiven: Bool)] = [
      ("--restarts", restarts != 1), ("--max-iterations", maxIterations != 300), ("--tolerance", tolerance != 0),
      ("--quality", search.quality != .fast), ("--time-limit", search.timeLimit != nil),
      ("--initializer", initializer != .named(.kMeansPlusPlus)),
    ]
    return given.first { $0.isGiven }?.option
  }

  /// The path of the start codebooks, if they come from a file.
  var startPath: String? {
    if case .file(let path) = initializer { path } else { nil }
  }

  /// The options of a fit.
  func kMeans(_ data: DataOptions, clusterCount: Int) throws -> KMeans {
    var kMeans = KMeans(clusterCount: clusterCount)
    if case .named(let name) = initializer { kMeans.initializer = name.initializer }
    (kMeans.seed, kMeans.restarts, kMeans.maximumIterations) = (seed, restarts, maxIterations)
    kMeans.tolerance = tolerance
    kMeans.threadCount = data.threadCount
    kMeans.instructionSet = try data.instructionSet()
    kMeans.cancellation = StopSignal.cancellation
    search.apply(to: &kMeans)
    // Nobody would hear of it.
    kMeans.boundsInertia = false
    return kMeans
  }

  /// The codebooks to start from, if they come from a file: as many as there are parts or levels, of as many codes.
  func starts(_ kind: CodebookKindOptions, columns: [Range<Int>]) throws(VectorFileError) -> [Matrix<Double>]? {
    guard let startPath else { return nil }
    let found = try Self.codebooks(startPath)
    let expected = columns.map { (kind.codeCount, $0.count) }
    guard found.count == expected.count,
      zip(found, expected).allSatisfy({ $0.rows == $1.0 && $0.columns == $1.1 })
    else {
      let shapes = Set(found.map { "\($0.rows) x \($0.columns)" }).sorted().joined(separator: ", ")
      throw VectorFileError(
        kind: .badData, path: startPath, location: .file,
        problem:
          "there \(found.count == 1 ? "is 1 codebook" : "are \(found.count) codebooks") of \(shapes), and \(expected.count) of \(kind.codeCount) codes are wanted",
        advice: "give one per part or level, with the part's columns")
    }
    return found
  }

  private static func codebooks(_ path: String) throws(VectorFileError) -> [Matrix<Double>] {
    if OutputFormats.suffix(of: path) == ".npy" { return try NumPyFile.matrices(contentsOf: path) }
    switch try CodebookFile(contentsOf: path).content {
    case .vector(let quantizer): return [quantizer.codebook]
    case .product(let quantizer): return quantizer.codebooks
    case .residual(let quantizer): return quantizer.codebooks
    case .optimizedProduct, .scalar, .rotatedScalar:
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: "a codebook of this kind is no start",
        advice: "start from one of -k, --product or --residual")
    }
  }
}
