/// What sets a cluster apart: column by column its mean and its middle, beside all rows.
struct ClusterProfile: Sendable {
  struct Column: Sendable {
    /// Its place among the points' columns.
    let index: Int
    /// All in the units of the data.
    let mean: Double
    let low: Double
    let high: Double
    /// How many standard deviations of all rows the mean lies beside theirs.
    let score: Double

    /// Whether the mean is near that of all rows: within half a standard deviation.
    var isNear: Bool { score.magnitude < 0.5 }
  }

  let columns: [Column]

  /// At most three facts, the farthest column first; empty where all are near the mean.
  func words(_ titles: [ColumnTitle]) -> [String] {
    let far = columns.enumerated().filter { !$0.element.isNear }.sorted {
      ($1.element.score.magnitude, $0.offset) < ($0.element.score.magnitude, $1.offset)
    }
    return Adjectives.joined(
      far.prefix(3).map { Adjectives.phrase(titles[$0.element.index], isHigh: $0.element.score > 0) })
  }
}
