import Autograd
import Clustering
import Descent
import Matrices
import Testing

/// The gradient solver and the optimiser of tensors take the same steps.
@Suite struct OptimizerAgreementTests {
  @Test(arguments: [
    DescentRule.sgd, .momentum(), .momentum(0.8, isNesterov: true), .adam(), .adamW(weightDecay: 0.1),
  ]) func bothHalvesWalkTheSameWay(_ rule: DescentRule) throws {
    let world = World(seed: 5)
    let rate = 0.002
    var kMeans = KMeans(clusterCount: world.centroids.rows)
    kMeans.initializer = .given(world.centroids)
    kMeans.solver = GradientDescent(learningRate: rate, optimizer: rule)
    kMeans.maximumIterations = 25
    let model = try kMeans.fitted(to: world.points)

    var optimizer = Optimizer<Double>(rule, learningRate: rate)
    var centroids = Tensor(world.centroids)
    for _ in 0..<25 {
      let gradient = gradient(at: centroids, of: world.loss)
      optimizer.step(&centroids, gradient)
    }
    #expect(largestDifference(centroids, Tensor(model.centroids)) <= 1e-12)
  }
}
