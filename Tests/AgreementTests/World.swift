import Autograd
import Clustering
import Matrices

/// Random points and centroids among them.
struct World {
  let points: Matrix<Double>
  let centroids: Matrix<Double>

  init(seed: UInt64, rows: Int = 60, clusters: Int = 5, dimensions: Int = 3) {
    var generator = SeededGenerator(seed: seed)
    points = Matrix(
      rows: rows, columns: dimensions,
      elements: (0..<(rows * dimensions)).map { _ in Double.random(in: -1...1, using: &generator) })
    centroids = Matrix(
      rows: clusters, columns: dimensions,
      elements: (0..<(clusters * dimensions)).map { _ in Double.random(in: -1...1, using: &generator) })
  }

  /// The k-means loss, differentiable, with the assignment frozen by its type.
  func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
    let distances = squaredDistances(from: Tensor(points), to: centroids)
    return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
  }

  /// The region around the centroids.
  func region() throws -> LocalityRegion {
    var kMeans = KMeans(clusterCount: centroids.rows)
    kMeans.initializer = .given(centroids)
    kMeans.maximumIterations = 0
    return try kMeans.fitted(to: points).region
  }
}

func largest(_ tensor: Tensor<Double>) -> Double { tensor.elements.map(\.magnitude).max() ?? 0 }

func largestDifference(_ left: Tensor<Double>, _ right: Tensor<Double>) -> Double { largest(left - right) }

extension Matrix<Double> {
  func nudged(_ index: Int, by step: Double) -> Matrix {
    var nudged = elements
    nudged[index] += step
    return Matrix(rows: rows, columns: columns, elements: nudged)
  }
}
