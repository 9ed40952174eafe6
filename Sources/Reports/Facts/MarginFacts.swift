/// What the margins say: how many rows are ambiguous, and how margins are spread.
struct MarginFacts: Sendable {
  let median: Double
  /// The smallest of all.
  let radius: Double
  /// Rows that lie exactly between two centroids.
  let tiedRows: Int
  /// Rows whose margin is below a tenth of the median.
  let ambiguousRows: Int
  /// How many rows have a margin in each tenth of the median; the first holds the ambiguous rows.
  let histogram: [Int]
  /// Rows beyond the histogram.
  let beyond: Int
  /// How many rows there are of each ``step(_:)``.
  let stepCounts: [Int]

  static let mostBins = 32

  /// - Parameter margins: nil is the result where they are none: for one cluster.
  init?(_ margins: [Double]) {
    guard !margins.isEmpty, margins.allSatisfy(\.isFinite) else { return nil }
    var copy = margins
    median = Selection.quantile(0.5, of: &copy)
    radius = margins.min() ?? 0
    tiedRows = margins.count { $0 <= 0 }
    let unit = median / 10
    guard unit > 0 else {
      (ambiguousRows, histogram, beyond) = (tiedRows, [], 0)
      stepCounts = [tiedRows, 0, 0, margins.count - tiedRows]
      return
    }
    var bins = [Int](repeating: 0, count: Self.mostBins)
    var (beyond, steps) = (0, [0, 0, 0, 0])
    for margin in margins {
      let bin = margin / unit
      if bin < Double(Self.mostBins) { bins[Int(bin)] += 1 } else { beyond += 1 }
      steps[Self.step(margin, median: median)] += 1
    }
    ambiguousRows = bins[0]
    while bins.count > 12, bins.last == 0 { bins.removeLast() }
    (histogram, self.beyond, stepCounts) = (bins, beyond, steps)
  }

  /// 0 for ambiguous rows, 1 below half the median, 2 below the median, else 3.
  func step(_ margin: Double) -> Int { Self.step(margin, median: median) }

  private static func step(_ margin: Double, median: Double) -> Int {
    guard median > 0 else { return margin > 0 ? 3 : 0 }
    let share = margin / (median / 10)
    return share < 1 ? 0 : share < 5 ? 1 : share < 10 ? 2 : 3
  }
}
