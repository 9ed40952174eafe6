import Clustering
import Matrices
import Testing

/// Momentum and Adam on one cluster of 0 and 2 from 4, worked out by the textbook in the test.
struct OptimizerTests {
  let points: Matrix<Double> = [[0], [2]]

  @Test func momentumIsPyTorchs() throws {
    let (rate, momentum) = (0.0625, 0.5)
    var (centroid, velocity) = (4.0, 0.0)
    for steps in 1...5 {
      velocity = momentum * velocity + 4 * (centroid - 1)
      centroid -= rate * velocity
      let found = try self.centroid(
        after: steps, GradientDescent(learningRate: rate, optimizer: .momentum(momentum)))
      #expect(abs(found - centroid) <= 1e-14, "after \(steps) steps")
    }
  }

  @Test func adamIsPyTorchs() throws {
    let (rate, beta1, beta2, epsilon) = (0.25, 0.9, 0.999, 1e-8)
    var (centroid, first, second) = (4.0, 0.0, 0.0)
    for steps in 1...5 {
      let gradient = 4 * (centroid - 1)
      first = beta1 * first + (1 - beta1) * gradient
      second = beta2 * second + (1 - beta2) * gradient * gradient
      var (decay1, decay2) = (1.0, 1.0)
      for _ in 0..<steps { (decay1, decay2) = (decay1 * beta1, decay2 * beta2) }
      centroid -= rate * (first / (1 - decay1)) / ((second / (1 - decay2)).squareRoot() + epsilon)
      let found = try self.centroid(after: steps, GradientDescent(learningRate: rate, optimizer: .adam()))
      #expect(abs(found - centroid) <= 1e-13, "after \(steps) steps")
    }
  }

  @Test func theScaleOfTheDataDoesNotMatterToAdam() throws {
    // 2^200 is beyond what is used as it is: inside, these are other numbers.
    let factor = 0x1p200
    let small = try centroid(after: 3, GradientDescent(learningRate: 0.25, optimizer: .adam(epsilon: 1)))
    let large = try KMeans(clusterCount: 1).with {
      $0.initializer = .given([[4 * factor]])
      $0.solver = GradientDescent(learningRate: 0.25 * factor, optimizer: .adam(epsilon: factor))
      $0.maximumIterations = 3
    }.fitted(to: points.mapped { $0 * factor })
    #expect(large.centroids[0, 0] == small * factor)
  }

  /// What a decay takes is a share of the centroid: the product of rate and decay, in whatever unit.
  @Test(arguments: [0x1p200, 0x1p-200]) func norToAWeightDecay(_ factor: Double) throws {
    let rule = GradientDescent.Optimizer.adam(epsilon: 1, weightDecay: 0.5)
    let small = try centroid(after: 3, GradientDescent(learningRate: 0.25, optimizer: rule))
    let without = try centroid(after: 3, GradientDescent(learningRate: 0.25, optimizer: .adam(epsilon: 1)))
    #expect(small < without - 0.5)
    let scaled = GradientDescent.Optimizer.adam(epsilon: factor, weightDecay: 0.5 / factor)
    let large = try KMeans(clusterCount: 1).with {
      $0.initializer = .given([[4 * factor]])
      $0.solver = GradientDescent(learningRate: 0.25 * factor, optimizer: scaled)
      $0.maximumIterations = 3
    }.fitted(to: points.mapped { $0 * factor })
    #expect(large.centroids[0, 0] == small * factor)
  }

  private func centroid(after steps: Int, _ solver: GradientDescent) throws -> Double {
    try KMeans(clusterCount: 1).with {
      $0.initializer = .given([[4]])
      $0.solver = solver
      $0.maximumIterations = steps
    }.fitted(to: points).centroids[0, 0]
  }
}
