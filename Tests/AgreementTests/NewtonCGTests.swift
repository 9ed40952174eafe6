import Autograd
import Clustering
import Matrices
import Testing

/// Newton's method knows nothing about clustering, and walks the way of EM.
@Suite struct NewtonCGTests {
  @Test(arguments: 0..<6) func everyStepIsAStepOfEM(seed: UInt64) throws {
    let world = World(seed: seed, rows: 80, clusters: 4, dimensions: 2)
    var centroids = Tensor(world.centroids)
    var kMeans = KMeans(clusterCount: 4)
    kMeans.initializer = .given(world.centroids)
    let whole = try kMeans.fitted(to: world.points)
    for iteration in 1...whole.iterations {
      kMeans.maximumIterations = iteration
      let model = try kMeans.fitted(to: world.points)
      let (next, loss, products) = NewtonCG().step(from: centroids, of: world.loss)
      #expect((loss - (whole.trace[iteration - 1].inertia ?? 0)).magnitude <= 1e-12 * loss)
      #expect(largestDifference(next, Tensor(model.centroids)) <= 1e-11, "iteration \(iteration)")
      // The Hessian has at most as many eigenvalues as there are clusters.
      #expect(products <= 4 + 1)
      centroids = next
    }
    #expect(try world.points.assigned(to: Matrix(centroids)).labels == whole.labels)
  }

  @Test func withoutPositiveCurvatureItGoesDownTheGradient() {
    let (point, loss, _) = NewtonCG().step(from: Tensor([1.0], shape: [1])) { -$0.square().sum() }
    #expect(loss == -1)
    #expect(point.item > 1)
  }

  @Test func atTheMinimumItStays() {
    let (point, _, products) = NewtonCG().step(from: Tensor([0.0, 0], shape: [2])) { $0.square().sum() }
    #expect(point.elements == [0, 0])
    #expect(products == 0)
  }
}
