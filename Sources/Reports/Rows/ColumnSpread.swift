/// Mean and standard deviation of every column, in the units of the points.
struct ColumnSpread: Sendable {
  let means: [Double]
  let deviations: [Double]
  /// The sum of the columns' variances, in squared units of the pass.
  let totalVariance: Double
  /// The means in units of the pass.
  let scaledMeans: [Double]

  init(_ pass: PointPass) {
    let (columns, weights) = (pass.columns, pass.weights)
    let sums = pass.sums(columns + 1) { row, values, sums in
      let weight = weights?[row] ?? 1
      for column in 0..<columns { sums[column] += weight * values[column] }
      sums[columns] += weight
    }
    let total = sums[columns] > 0 ? sums[columns] : 1
    let means = (0..<columns).map { sums[$0] / total }
    let squares = pass.sums(columns) { row, values, sums in
      let weight = weights?[row] ?? 1
      for column in 0..<columns {
        let distance = values[column] - means[column]
        sums[column] += weight * distance * distance
      }
    }
    let variances = squares.map { $0 / total }
    scaledMeans = means
    totalVariance = variances.reduce(0, +)
    self.means = means.map { $0 * pass.unit }
    deviations = variances.map { $0.squareRoot() * pass.unit }
  }
}
