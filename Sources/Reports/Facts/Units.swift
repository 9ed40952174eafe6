internal import Clustering

/// From the common scale to the units of the data, and what a distance is measured in.
struct Units: Sendable {
  private let offsets: [Double]
  private let scales: [Double]
  let method: ColumnScaling.Method?

  init(_ scaling: ColumnScaling?, columns: Int) {
    method = scaling?.method
    offsets = scaling?.offsets ?? Array(repeating: 0, count: columns)
    scales = scaling?.scales ?? Array(repeating: 1, count: columns)
  }

  func restored(_ value: Double, _ column: Int) -> Double { value * scales[column] + offsets[column] }

  func restoredLength(_ value: Double, _ column: Int) -> Double { value * scales[column] }

  /// What one unit of distance is called in the plural, with the space before it: “ standard deviations”, “ mm”.
  func distance(_ titles: [ColumnTitle]) -> String {
    switch method {
    case .zscore: return Figure.space + "standard deviations"
    case .robust: return Figure.space + "interquartile ranges"
    case .range: return " of the columns’ ranges"
    case nil:
      if let unit = titles.first?.unit, titles.allSatisfy({ $0.unit == unit }) { return Figure.space + unit }
      return " in units of the data"
    }
  }

  /// The same behind a comma or “in”: “standard deviations”, “mm”, “units of the data”.
  func axis(_ titles: [ColumnTitle]) -> String {
    switch method {
    case .zscore: return "standard deviations"
    case .robust: return "interquartile ranges"
    case .range: return "ranges of the columns"
    case nil:
      if let unit = titles.first?.unit, titles.allSatisfy({ $0.unit == unit }) { return unit }
      return "units of the data"
    }
  }
}
