internal import CMixtureKernels
internal import Matrices

/// Weights, means and covariances on the scale of a frame; covariances are triangles by rows, or diagonals: of each component, or
/// of all where they are tied.
struct MixtureParameters {
  let kind: CovarianceKind
  var weights: [Double]
  var means: [Double]
  var covariances: [Double]
  var dimensions: Int { means.count / weights.count }

  /// Equal weights, and the variances of the columns.
  ///
  /// - Parameter regularization: the variance of a column that has none.
  init(_ kind: CovarianceKind, means: [Double], variances: [Double], regularization: Double) {
    let (d, k) = (variances.count, means.count / variances.count)
    var variances = variances
    if kind == .spherical {
      let mean = variances.reduce(0, +) / Double(d)
      variances = Array(repeating: mean, count: d)
    }
    variances = variances.map { $0 > 0 ? $0 : regularization }
    var own = variances
    if kind.hasProducts {
      own = Array(repeating: 0, count: kind.factorCount(d))
      for column in 0..<d { own[Triangle.place(column, column)] = variances[column] }
    }
    (self.kind, self.means) = (kind, means)
    weights = Array(repeating: 1 / Double(k), count: k)
    covariances = kind == .tied ? own : (0..<k).flatMap { _ in own }
  }

  /// What the rows' shares make of the components that they were told to.
  ///
  /// - Parameter iteration: what an error calls the update.
  init(
    _ kind: CovarianceKind, components k: Int, from sums: MixtureSums, about means: [Double], regularization: Double,
    iteration: Int
  ) throws(MixtureError) {
    let d = means.count / k
    let count = kind.factorCount(d)
    let record = 1 + d + count
    self.kind = kind
    self.means = means
    weights = (0..<k).map { sums.records[$0 * record] }
    if let empty = weights.firstIndex(where: { !($0 > 1e-280) }) { throw .emptyComponent(empty, iteration: iteration) }
    let total = weights.reduce(0, +)
    covariances = Array(repeating: 0, count: kind == .tied ? count : k * count)
    for component in 0..<k {
      let mass = weights[component]
      let values = sums.records[(component * record)...]
      let start = values.startIndex
      let moves = (0..<d).map { values[start + 1 + $0] / mass }
      for column in 0..<d { self.means[component * d + column] += moves[column] }
      // About the new mean; tied: of all, by their shares.
      let (target, divisor) = kind == .tied ? (0, total) : (component * count, mass)
      let share = mass / divisor
      var index = 0
      for row in 0..<d {
        for column in kind.hasProducts ? 0..<(row + 1) : row..<(row + 1) {
          covariances[target + index] += values[start + 1 + d + index] / divisor - share * (moves[row] * moves[column])
          index += 1
        }
      }
    }
    for component in weights.indices { weights[component] /= total }
    regularize(by: regularization)
  }

  private mutating func regularize(by regularization: Double) {
    let d = dimensions
    let count = kind.factorCount(d)
    for start in stride(from: 0, to: covariances.count, by: count) {
      if kind == .spherical {
        let mean = covariances[start..<(start + d)].reduce(0) { $0 + max(0, $1) } / Double(d)
        for column in 0..<d { covariances[start + column] = mean + regularization }
      } else {
        for column in 0..<d {
          let place = start + (kind.hasProducts ? Triangle.place(column, column) : column)
          covariances[place] = max(0, covariances[place]) + regularization
        }
      }
    }
  }
}
