internal import Matrices

/// The rows that gap statistic and stability are computed with: those of positive weight, or a sample of them.
struct ResampledRows: Sendable {
  /// Which rows, ascending.
  let rows: [Int]
  let isSample: Bool
  let points: NumericMatrix
  let weights: [Double]?

  init(of points: NumericMatrix, weights: [Double]?, size: Int, seed: UInt64) {
    var rows = Array(0..<points.rows)
    if let weights { rows.removeAll { weights[$0] == 0 } }
    isSample = rows.count > size
    if isSample { rows = rows.sample(of: size, seed: seed) }
    self.rows = rows
    self.weights = weights.map { weights in rows.map { weights[$0] } }
    self.points =
      switch points {
      case _ where rows.count == points.rows: points
      case .float(let matrix): .float(matrix.selectingRows(rows))
      case .double(let matrix): .double(matrix.selectingRows(rows))
      }
  }

  /// Weights that say how often each row was drawn, of as many draws with replacement as there are rows.
  func drawn(seed: UInt64, number: Int) -> [Double] {
    var generator = SeededGenerator(seed: seed, stream: 0xB007_0000 + UInt64(number))
    var times = [Double](repeating: 0, count: rows.count)
    for _ in rows { times[generator.index(below: rows.count)] += 1 }
    guard let weights else { return times }
    return zip(times, weights).map { $0 * $1 }
  }
}
