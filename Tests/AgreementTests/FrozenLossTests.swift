import Autograd
import Clustering
import Matrices
import Testing

/// The two halves of the house say the same: autograd through a frozen argmin, and the closed form in the statistics.
@Suite struct FrozenLossTests {
  @Test(arguments: 0..<8) func gradientsAgreeWithTheClosedFormAndFiniteDifferences(seed: UInt64) throws {
    let world = World(seed: seed)
    let labels = try world.points.assigned(to: world.centroids).labels
    let statistics = try ClusterStatistics(points: world.points, labels: labels, centroids: world.centroids)
    let (loss, slopes) = valueWithGradient(at: Tensor(world.centroids), of: world.loss)
    let closed = Tensor(statistics.gradient(at: world.centroids))
    #expect((loss.item - statistics.loss).magnitude <= 1e-12 * statistics.loss)
    #expect(largestDifference(slopes, closed) <= 1e-12 * largest(closed))

    let region = try world.region()
    let step = 1e-5
    for index in 0..<slopes.count {
      let nudges = [step, -step].map { world.centroids.nudged(index, by: $0) }
      for nudged in nudges {
        #expect(try region.contains(nudged, points: world.points), "the difference has to stay inside the region")
      }
      let values = nudges.map { world.loss(Tensor($0)).item }
      let difference = (values[0] - values[1]) / (2 * step)
      #expect((difference - slopes.elements[index]).magnitude <= 1e-6 * (1 + largest(closed)), "element \(index)")
    }
  }

  @Test(arguments: 0..<8) func theHessianIsTwiceTheCountsOnTheDiagonal(seed: UInt64) throws {
    let world = World(seed: seed, rows: 20, clusters: 3, dimensions: 2)
    let labels = try world.points.assigned(to: world.centroids).labels
    let statistics = try ClusterStatistics(points: world.points, labels: labels, centroids: world.centroids)
    let second = hessian(at: Tensor(world.centroids), of: world.loss)
    for row in 0..<6 {
      for column in 0..<6 {
        #expect(second[row, column] == (row == column ? statistics.hessianDiagonal[row / 2] : 0))
      }
    }
  }

  @Test(arguments: 0..<4) func aNewtonStepOfAutogradIsAStepOfEM(seed: UInt64) throws {
    let world = World(seed: seed)
    let slopes = gradient(at: Tensor(world.centroids), of: world.loss)
    let curvatures = hessianVectorProduct(
      at: Tensor(world.centroids), direction: .ones(slopes.shape), of: world.loss)
    var kMeans = KMeans(clusterCount: world.centroids.rows)
    kMeans.initializer = .given(world.centroids)
    kMeans.maximumIterations = 1
    let means = Tensor(try kMeans.fitted(to: world.points).centroids)
    #expect(largestDifference(Tensor(world.centroids) - slopes / curvatures, means) <= 1e-13)
  }

  @Test(arguments: 0..<4) func weightsScaleEveryRow(seed: UInt64) throws {
    let world = World(seed: seed)
    let weights = (0..<world.points.rows).map { Double($0 % 4) + 0.25 }
    let labels = try world.points.assigned(to: world.centroids).labels
    let statistics = try ClusterStatistics(
      points: world.points, labels: labels, centroids: world.centroids, weights: weights)
    let slopes = gradient(at: Tensor(world.centroids)) { centroids in
      let distances = squaredDistances(from: Tensor(world.points), to: centroids)
      return
        (distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1)
        * Tensor(weights, shape: [weights.count])).sum()
    }
    let closed = Tensor(statistics.gradient(at: world.centroids))
    #expect(largestDifference(slopes, closed) <= 1e-12 * largest(closed))
  }
}
