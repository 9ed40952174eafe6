/// The covariance of columns, as a matrix or as what it does to a vector, in squared units of the pass.
struct Covariance {
  private let pass: PointPass
  private let means: [Double]
  private let chosen: [Int]?
  private let total: Double

  init(_ pass: PointPass, _ spread: ColumnSpread, among chosen: [Int]?) {
    (self.pass, means, self.chosen) = (pass, spread.scaledMeans, chosen)
    let weights = pass.weights
    let sum = pass.sums(1, among: chosen) { row, _, sums in sums[0] += weights?[row] ?? 1 }[0]
    total = sum > 0 ? sum : 1
  }

  /// [d, d], row by row.
  func elements() -> [Double] {
    let (d, means, weights) = (pass.columns, means, pass.weights)
    var elements = pass.sums(d * d, among: chosen) { row, values, sums in
      let weight = weights?[row] ?? 1
      withUnsafeTemporaryAllocation(of: Double.self, capacity: d) { centred in
        for column in 0..<d { centred[column] = values[column] - means[column] }
        for first in 0..<d {
          let factor = weight * centred[first]
          let target = sums + first * d
          for second in 0...first { target[second] += factor * centred[second] }
        }
      }
    }
    for first in 0..<d {
      for second in 0...first {
        elements[first * d + second] /= total
        elements[second * d + first] = elements[first * d + second]
      }
    }
    return elements
  }

  func product(_ vector: [Double]) -> [Double] {
    let (d, means, weights) = (pass.columns, means, pass.weights)
    return pass.sums(d, among: chosen) { row, values, sums in
      var along = 0.0
      for column in 0..<d { along += (values[column] - means[column]) * vector[column] }
      along *= weights?[row] ?? 1
      for column in 0..<d { sums[column] += along * (values[column] - means[column]) }
    }.map { $0 / total }
  }

  /// The sum of the variances.
  func trace() -> Double {
    let (d, means, weights) = (pass.columns, means, pass.weights)
    return pass.sums(1, among: chosen) { row, values, sums in
      var square = 0.0
      for column in 0..<d {
        let distance = values[column] - means[column]
        square += distance * distance
      }
      sums[0] += (weights?[row] ?? 1) * square
    }[0] / total
  }
}
