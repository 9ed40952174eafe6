internal import Clustering

/// The time that training several codebooks may take, `KMeans.timeLimit`: each fit gets an even share of what is left.
struct TrainingBudget {
  private let end: ContinuousClock.Instant?

  /// - Parameter seconds: nil for any time.
  init(seconds: Double?) { end = seconds.map { .now + .seconds($0) } }

  private init(end: ContinuousClock.Instant?) { self.end = end }

  /// Half of the time that is left.
  var half: TrainingBudget {
    let now = ContinuousClock.now
    return TrainingBudget(end: end.map { now + ($0 - now) / 2 })
  }

  var isOver: Bool { end.map { $0 <= .now } ?? false }

  /// The options of the first of so many fits that are left. Without time each ends with its start.
  func options(_ kmeans: KMeans, ofRemaining fits: Int) -> KMeans {
    guard let end else { return kmeans }
    var options = kmeans
    options.timeLimit = max(0.001, (end - .now) / .seconds(fits))
    return options
  }
}
