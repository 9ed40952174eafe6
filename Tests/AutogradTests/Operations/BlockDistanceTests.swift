import Testing

@testable import Autograd

/// Distances of order 1, in one operation, against differences of [n, k, d].
@Suite struct BlockDistanceTests {
  @Test func goldenDistancesAndSigns() {
    let points = Tensor([0.0, 0, 3, 1], shape: [2, 2])
    let centroids = Tensor([1.0, 1, 0, -2], shape: [2, 2])
    #expect(distances(from: points, to: centroids, order: 1).elements == [2, 2, 2, 6])
    let (_, gradients) = valueWithGradient(at: points, centroids) { distances(from: $0, to: $1, order: 1).sum() }
    // Equal coordinates have slope 0.
    #expect(gradients.0.elements == [-1, 0, 2, 1])
    #expect(gradients.1.elements == [0, 1, -1, -2])
  }

  @Test(arguments: [1, 3, 16, 17, 300]) func agreesWithTheFormula(_ dimensions: Int) {
    let points = sample([5, dimensions])
    let centroids = sample([4, dimensions], seed: 3)
    let weights = sample([5, 4], seed: 4)
    let formula: (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = { points, centroids in
      (((points.expandingDimension(at: 1) - centroids.expandingDimension(at: 0)).abs().sum(alongAxis: -1)) * weights)
        .sum()
    }
    let fused: (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = {
      (distances(from: $0, to: $1, order: 1) * weights).sum()
    }
    let (a, b) = (
      valueWithGradient(at: points, centroids, of: fused), valueWithGradient(at: points, centroids, of: formula)
    )
    #expect((a.value.item - b.value.item).magnitude < 1e-11)
    #expect((a.gradients.0 - b.gradients.0).abs().max().item < 1e-12)
    #expect((a.gradients.1 - b.gradients.1).abs().max().item < 1e-12)
  }

  /// Of a square of distances the second derivative is that of the products of signs.
  @Test func secondOrder() {
    let centroids = sample([3, 2], seed: 8)
    let (first, second) = errors(at: sample([4, 2])) { distances(from: $0, to: centroids, order: 1).square().sum() }
    #expect(first < 1e-6 && second < 1e-6)
    let points = sample([4, 2])
    let other = errors(at: centroids) { distances(from: points, to: $0, order: 1).square().sum() }
    #expect(other.first < 1e-6 && other.second < 1e-6)
  }
}
