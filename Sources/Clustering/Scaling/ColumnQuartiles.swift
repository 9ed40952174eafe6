internal import Matrices

/// The quartiles of every column, interpolated between neighbours as numpy does.
struct ColumnQuartiles {
  let robust: (offsets: [Double], scales: [Double])

  init<Scalar>(_ matrix: Matrix<Scalar>, _ weights: [Double]?) {
    let columns = matrix.columns
    robust = matrix.withRows { rows in
      var offsets: [Double] = []
      var scales: [Double] = []
      for column in 0..<columns {
        let sorted = WeightedValues(
          (0..<matrix.rows).map { (Double(rows[$0, column]), weights?[$0] ?? 1) })
        let extent = sorted.quantile(0.75) - sorted.quantile(0.25)
        offsets.append(sorted.quantile(0.5))
        scales.append(extent > 0 ? min(extent, .greatestFiniteMagnitude) : 1)
      }
      return (offsets, scales)
    }
  }
}

/// Values in ascending order, each with a weight.
private struct WeightedValues {
  private let values: [Double]
  /// The weight of all values up to one, that included.
  private let ends: [Double]
  private let isWhole: Bool

  init(_ pairs: [(value: Double, weight: Double)]) {
    let pairs = pairs.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
    values = pairs.map { $0.value }
    var total = 0.0
    ends = pairs.map { pair in
      total += pair.weight
      return total
    }
    isWhole = pairs.allSatisfy { $0.weight == $0.weight.rounded() } && total <= 0x1p53
  }

  func quantile(_ share: Double) -> Double {
    guard let total = ends.last else { return 0 }
    guard isWhole else { return values[first { $0 >= share * total }] }
    let position = share * (total - 1)
    let lower = position.rounded(.down)
    let (low, high) = (values[first { $0 > lower }], values[first { $0 > min(lower + 1, total - 1) }])
    return low == high ? low : low + (high - low) * (position - lower)
  }

  /// The first value whose end is far enough, or the last.
  private func first(where isEnough: (Double) -> Bool) -> Int {
    var (lower, upper) = (0, ends.count - 1)
    while lower < upper {
      let middle = (lower + upper) / 2
      if isEnough(ends[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
