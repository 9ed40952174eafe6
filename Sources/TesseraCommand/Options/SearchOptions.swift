internal import ArgumentParser
internal import Clustering

/// How much work is spent on a better minimum.
struct SearchOptions: ParsableArguments {
  /// The values of `--quality`.
  enum Quality: String, CaseIterable, ExpressibleByArgument {
    case fast, balanced, best

    var search: SearchQuality {
      switch self {
      case .fast: .fast
      case .balanced: .balanced
      case .best: .best
      }
    }
  }

  @Option(
    help: """
      Work spent on a lower inertia: fast (the runs alone), balanced (about 5 to 10 times a run) or best (a memetic search, \
      until it finds nothing better; of one column the optimum; fits without --time-limit tell a lower bound, too).
      """)
  var quality: Quality = .fast

  @Option(
    help: ArgumentHelp(
      "Seconds after which the search ends with the best that it has (what that is depends on the clock then).",
      valueName: "S"))
  var timeLimit: Double?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit is positive and finite.")
    }
  }

  func apply(to kMeans: inout KMeans) {
    kMeans.quality = quality.search
    kMeans.timeLimit = timeLimit
    if quality == .best, timeLimit == nil { kMeans.boundsInertia = true }
  }
}
