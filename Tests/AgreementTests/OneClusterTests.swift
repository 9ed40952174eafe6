import Autograd
import Clustering
import Matrices
import Testing

/// One cluster: the loss is one quadratic, whose minimum is the mean.
@Suite struct OneClusterTests {
  private let world = World(seed: 3, rows: 25, clusters: 1, dimensions: 3)
  private var mean: Tensor<Double> {
    Tensor(world.points).sum(alongAxis: 0).reshaped(to: [1, 3]) / 25
  }
  private func slopes(at centroid: Tensor<Double>) -> Tensor<Double> { gradient(at: centroid, of: world.loss) }

  @Test func theGradientVanishesAtTheMean() {
    #expect(largest(slopes(at: mean)) <= 1e-13)
  }

  @Test func theLossIsQuadratic() {
    // f(m + v) = f(m) + n |v|^2, near and far.
    let direction = Tensor([0.6, 0, -0.8], shape: [1, 3])
    let least = world.loss(mean).item
    for length in [1e-3, 1, 1e3] {
      let rise = world.loss(mean + direction * length).item - least
      #expect((rise - 25 * length * length).magnitude <= 1e-12 * (least + 25 * length * length))
    }
  }

  @Test func oneNewtonStepFromAnywhereIsExact() {
    for start in [[0.0, 0, 0], [5, -3, 1], [-200, 400, 1e3]] {
      let centroid = Tensor(start, shape: [1, 3])
      let landed = centroid - slopes(at: centroid) / (2 * 25)
      #expect(largestDifference(landed, mean) <= 1e-12)
    }
  }

  @Test func aGradientStepContractsTheErrorByOneMinusTwoEtaN() {
    let start = Tensor([5.0, -3, 1], shape: [1, 3])
    for rate in [0.001, 0.01, 0.03, 0.039] {
      let stepped = start - slopes(at: start) * rate
      let expected = mean + (start - mean) * (1 - 2 * rate * 25)
      #expect(largestDifference(stepped, expected) <= 1e-12)
    }
  }
}
