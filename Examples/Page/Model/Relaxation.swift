import Clustering

/// A way to let a gradient through argmin: every point has a weight for each centroid, and the loss is the sum of its squared distances
/// by these weights.
///
/// The page does without the library's tape (it would be a third of all that is loaded): these are the gradients that `Autograd` finds
/// for its relaxations of the same names, which Native/Golden.swift checks.
enum Relaxation: Int, CaseIterable {
  case softmax, sparsemax, straightThrough

  /// The loss, and its gradient in the centroids, [clusters, dimensions].
  ///
  /// - Parameter temperature: positive, in units of squared distances.
  func gradient(of points: Matrix<Double>, at centroids: Matrix<Double>, temperature: Double) -> (
    loss: Double, gradient: [Double]
  ) {
    var loss = 0.0
    var gradient = [Double](repeating: 0, count: centroids.rows * centroids.columns)
    for row in 0..<points.rows {
      let point = points.row(row)
      let distances = (0..<centroids.rows).map { cluster in
        zip(point, centroids.row(cluster)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      let (weights, slopes) = slopes(in: distances, temperature: temperature)
      for cluster in 0..<centroids.rows {
        loss += weights[cluster] * distances[cluster]
        for column in 0..<centroids.columns {
          gradient[cluster * centroids.columns + column] +=
            slopes[cluster] * 2 * (centroids[cluster, column] - point[column])
        }
      }
    }
    return (loss, gradient)
  }

  /// A point's weights, and the slope of its part of the loss in each of its squared distances: the weight itself, and what comes
  /// through the weights.
  private func slopes(in distances: [Double], temperature: Double) -> (weights: [Double], slopes: [Double]) {
    let scores = distances.map { -$0 / temperature }
    switch self {
    case .softmax:
      let weights = Self.softmax(scores)
      let mean = Self.product(weights, distances)
      return (weights, zip(weights, distances).map { $0 * (1 - ($1 - mean) / temperature) })
    case .sparsemax:
      let weights = Self.sparsemax(scores)
      let inside = weights.indices.filter { weights[$0] > 0 }
      let mean = inside.reduce(0) { $0 + distances[$1] } / Double(inside.count)
      return (weights, zip(weights, distances).map { $0 > 0 ? $0 - ($1 - mean) / temperature : 0 })
    case .straightThrough:
      let soft = Self.softmax(scores)
      let mean = Self.product(soft, distances)
      let nearest = scores.firstIndex(of: scores.max() ?? 0) ?? 0
      let weights = scores.indices.map { $0 == nearest ? 1.0 : 0 }
      return (weights, scores.indices.map { weights[$0] - soft[$0] * (distances[$0] - mean) / temperature })
    }
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func softmax(_ scores: [Double]) -> [Double] {
    let greatest = scores.max() ?? 0
    let powers = scores.map { exponential($0 - greatest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// The nearest point of the simplex (A. Martins, R. Astudillo 2016, arXiv 1602.02068).
  private static func sparsemax(_ scores: [Double]) -> [Double] {
    let greatest = scores.max() ?? 0
    var (sum, threshold) = (0.0, 0.0)
    for (rank, score) in scores.map({ $0 - greatest }).sorted(by: >).enumerated() {
      guard 1 + Double(rank + 1) * score > sum + score else { break }
      sum += score
      threshold = (sum - 1) / Double(rank + 1)
    }
    return scores.map { max(0, $0 - greatest - threshold) }
  }
}
