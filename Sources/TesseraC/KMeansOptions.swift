internal import CTessera
internal import Clustering
internal import Matrices
internal import Synchronization
internal import Tessera
internal import TesseraKernels

/// What is behind a `tessera_kmeans`.
final class KMeansOptions {
  private(set) var kmeans: KMeans
  private var initializer = InitializerName.kMeansPlusPlus
  private(set) var start: Matrix<Double>?
  private var solver = SolverName.lloyd
  private var relaxation: Double?
  private var method = MethodName.flat
  private var refinement: Int?
  private var sizes = (least: Int?.none, most: Int?.none, isEqual: false)
  var progress: tessera_progress?
  var context: UnsafeMutableRawPointer?
  /// Of what runs by these options now.
  let running = Mutex<[Cancellation]>([])
  /// What was set, by name.
  private(set) var names: Set<String> = []

  init(clusterCount: Int) { kmeans = KMeans(clusterCount: clusterCount) }

  func set(_ name: String, integer value: Int64) throws {
    let number = Int(clamping: value)
    names.insert(name)
    switch name {
    case "seed": kmeans.seed = UInt64(bitPattern: value)
    case "restarts":
      try demand(number >= 1, "restarts: at least 1, not \(number)")
      kmeans.restarts = number
    case "max_iterations":
      try demand(number >= 0, "max_iterations: at least 0, not \(number)")
      kmeans.maximumIterations = number
    case "threads": kmeans.threadCount = try threadCount(value)
    case "refine":
      try demand(number >= 0, "refine: at least 0, not \(number)")
      refinement = number
    case "min_size":
      try demand(number >= 0, "min_size: at least 0, not \(number)")
      sizes.least = number
    case "max_size":
      try demand(number >= 1, "max_size: at least 1, not \(number)")
      sizes.most = number
    default:
      throw Misuse(
        "\(name): no whole number has this name; there are seed, restarts, max_iterations, threads, refine, min_size and max_size"
      )
    }
  }

  func set(_ name: String, number value: Double) throws {
    names.insert(name)
    switch name {
    case "tolerance":
      try demand(value >= 0 && value.isFinite, "tolerance: at least 0 and finite, not \(value)")
      kmeans.tolerance = value
    case "time_limit":
      try demand(value >= 0 && value.isFinite, "time_limit: seconds, finite, 0 for none, not \(value)")
      kmeans.timeLimit = value == 0 ? nil : value
    case "trim":
      try demand(value >= 0 && value < 1, "trim: a share at least 0 and below 1, not \(value)")
      kmeans.trimmedShare = value
    case "relaxation":
      try demand(value > 0 && value < 2, "relaxation: strictly between 0 and 2, not \(value)")
      relaxation = value
    default:
      throw Misuse("\(name): no number has this name; there are tolerance, time_limit, trim and relaxation")
    }
  }

  func set(_ name: String, word: String) throws {
    names.insert(name)
    switch name {
    case "solver": solver = try Self.named(word, name)
    case "initializer": initializer = try Self.named(word, name)
    case "metric": kmeans.metric = try Self.named(word, name)
    case "missing": kmeans.missingValues = try Self.named(word, name)
    case "method": method = try Self.named(word, name)
    case "centroid": kmeans.centroid = (try Self.named(word, name) as CentroidName).kind()
    case "quality":
      let qualities: [String: SearchQuality] = ["fast": .fast, "balanced": .balanced, "best": .best]
      guard let quality = qualities[word] else { throw Misuse("quality: fast, balanced or best, not \(word)") }
      kmeans.quality = quality
    case "sizes":
      try demand(["any", "equal"].contains(word), "sizes: any or equal, not \(word); bounds are min_size and max_size")
      sizes = (nil, nil, word == "equal")
    case "instruction_set":
      kmeans.instructionSet = word == "best" ? nil : try Self.named(word, name) as InstructionSet
    default:
      throw Misuse(
        "\(name): no word has this name; there are solver, initializer, metric, missing, method, centroid, quality, sizes and instruction_set"
      )
    }
  }

  func set(start: Matrix<Double>?) throws {
    if let start {
      try demand(
        start.rows == kmeans.clusterCount,
        "the start has \(start.rows) centroids, and there are \(kmeans.clusterCount) clusters")
    }
    self.start = start
  }

  /// The options together: what does not go with what is refused.
  func complete() throws -> KMeans {
    var kmeans = kmeans
    kmeans.initializer = start.map { .given($0) } ?? initializer.initializer
    try demand(relaxation == nil || solver == .newton, "relaxation: belongs to the solver newton")
    switch solver {
    case .lloyd: kmeans.solver = .lloyd
    case .newton: kmeans.solver = .newton(relaxation: relaxation ?? 1)
    case .gradient: kmeans.solver = .gradientDescent
    case .nested: kmeans.solver = .nestedBatches
    }
    try demand(refinement == nil || method != .flat, "refine: belongs to the methods hierarchical and bisecting")
    kmeans.method = method.method(refinement: refinement)
    switch (sizes.least, sizes.most) {
    case (nil, nil): kmeans.sizes = sizes.isEqual ? .equal : nil
    case (let least?, nil): kmeans.sizes = .atLeast(least)
    case (nil, let most?): kmeans.sizes = .atMost(most)
    case (let least?, let most?):
      try demand(least <= most, "min_size: \(least) is more than max_size, \(most)")
      kmeans.sizes = .within(least...most)
    }
    return kmeans
  }

  private static func named<Name: RawRepresentable & CaseIterable>(
    _ word: String, _ option: String
  ) throws -> Name where Name.RawValue == String {
    guard let name = Name(rawValue: word) else {
      throw Misuse("\(option): \(Name.allCases.map(\.rawValue).joined(separator: ", ")), not \(word)")
    }
    return name
  }
}

/// Threads of the caller's choice; 0: one per processor.
func threadCount(_ number: Int64) throws -> Int? {
  try demand(number >= 0 && number <= 1 << 16, "threads: at least 0, for one per processor, not \(number)")
  return number == 0 ? nil : Int(number)
}
