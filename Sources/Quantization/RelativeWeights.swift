internal import Clustering
internal import Matrices

extension NumericMatrix {
  /// Weights of the rows, divided by a power of two that makes the largest about 1: sums of them and of their products with scaled values
  /// are finite.
  func relative(_ weights: [Double]?) throws(ClusteringError) -> [Double]? {
    guard let weights else { return nil }
    try requireUsable(weights)
    let scale = Scale(bound: weights.reduce(0, max))
    return weights.map { scale.divided($0) }
  }
}
