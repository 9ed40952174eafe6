import Autograd
import Clustering
import Matrices
import Testing

/// Losses of the caller's with frozen assignments, against brute force over all partitions.
@Suite struct PiecewiseMinimizerTests {
  private static let points: [Double] = [0.1, 0.4, 0.35, 2.9, 3.3, 3.1, 3.05, 9, 0.2]
  private let data = Tensor(points, shape: [9, 1])

  private func assigned(_ losses: Tensor<Double>) -> Tensor<Double> {
    losses.gathering(losses.argmin(alongAxis: 1), alongAxis: 1).sum()
  }

  private static func huber(_ x: Tensor<Double>) -> Tensor<Double> {
    .where(x.abs() .<= 0.5, x.square(), x.abs() - 0.25)
  }

  /// The smallest loss of two clusters over all partitions into neighbours, each with its best centre on a fine grid.
  private func best(_ loss: (Double) -> Double) -> Double {
    let sorted = Self.points.sorted()
    func cost(_ part: ArraySlice<Double>) -> Double {
      stride(from: 0.0, through: 9, by: 0.0025).map { centre in
        part.reduce(0) { $0 + loss($1 - centre) }
      }.min() ?? 0
    }
    return (1..<sorted.count).map { cost(sorted[..<$0]) + cost(sorted[$0...]) }.min() ?? 0
  }

  @Test func newtonOnSquaredDistancesIsEM() throws {
    let world = World(seed: 2, rows: 60, clusters: 4, dimensions: 2)
    let result = PiecewiseMinimizer().minimize(from: Tensor(world.centroids), of: world.loss)
    var kMeans = KMeans(clusterCount: 4)
    kMeans.initializer = .given(world.centroids)
    let model = try kMeans.fitted(to: world.points)
    #expect(result.stopReason == .fixedPoint)
    #expect((result.loss - model.inertia).magnitude <= 1e-12 * model.inertia)
    #expect(largestDifference(result.point, Tensor(model.centroids)) <= 1e-11)
    // As long as the assignment changes, steps leave their piece.
    let changed = model.trace.dropFirst().map { ($0.changed ?? 0) > 0 }
    #expect(zip(result.trace.dropFirst(), changed).allSatisfy { $0.0.stayed != $0.1 })
  }

  /// Centroids that start on points, where distances have a kink: 0 and 10 among 0, 1, 10, 11.
  @Test(arguments: [false, true]) func squaresOfDistancesAreSmoothOnThePoints(gathersFirst: Bool) {
    let points = Tensor([0.0, 1, 10, 11], shape: [4, 1])
    let result = PiecewiseMinimizer().minimize(from: Tensor([0.0, 10], shape: [2, 1])) { centroids in
      let distances = distances(from: points, to: centroids)
      let nearest = distances.argmin(alongAxis: 1)
      return gathersFirst
        ? distances.gathering(nearest, alongAxis: 1).square().sum()
        : distances.square().gathering(nearest, alongAxis: 1).sum()
    }
    #expect(result.point.elements == [0.5, 10.5])
    #expect(result.loss == 1 && result.stopReason == .fixedPoint)
  }

  @Test func huberKMeansFindsTheBestPartition() {
    let result = PiecewiseMinimizer().minimize(from: Tensor([0.0, 5], shape: [2, 1])) { centroids in
      assigned(Self.huber(data - centroids.reshaped(to: [1, 2])))
    }
    let expected = best { $0.magnitude <= 0.5 ? $0 * $0 : $0.magnitude - 0.25 }
    #expect(result.stopReason == .fixedPoint)
    #expect((result.loss - expected).magnitude < 1e-4)
  }

  @Test func kMediansByDescent() {
    var minimizer = PiecewiseMinimizer()
    minimizer.method = .descent(learningRate: 1e-3)
    minimizer.maximumSteps = 3000
    let result = minimizer.minimize(from: Tensor([0.0, 5], shape: [2, 1])) { centroids in
      assigned(distances(from: data, to: centroids, order: 1))
    }
    let expected = best { $0.magnitude }
    // The slope jumps at the medians: descent ends within a few steps' length of them.
    #expect(result.loss - expected < 0.02)
    #expect(result.loss >= expected - 1e-9)
  }

  /// The best centre of a Bregman divergence is the mean, whatever the divergence.
  @Test func bregmanKMeansFindsTheBestPartition() {
    let values = [0.2, 0.3, 0.7, 1.1, 4, 5.5, 6, 9]
    let x = Tensor(values, shape: [8, 1])
    // The generalised Kullback-Leibler divergence.
    let result = PiecewiseMinimizer().minimize(from: Tensor([0.5, 4], shape: [1, 2])) { c in
      assigned(x * (x / c).log() - x + c)
    }
    func cost(_ part: ArraySlice<Double>) -> Double {
      let mean = part.reduce(0, +) / Double(part.count)
      return part.reduce(0) { $0 + $1 * Tensor($1 / mean).log().item - $1 + mean }
    }
    let costs = (1..<8).map { cost(values[..<$0]) + cost(values[$0...]) }
    #expect(result.stopReason == .fixedPoint)
    #expect((result.loss - (costs.min() ?? 0)).magnitude < 1e-12)
    #expect((result.point - Tensor([0.575, 6.125], shape: [1, 2])).abs().max().item < 1e-6)
  }

  /// Two parallel rows of points, nearer to each other than they are long: a metric that knows their direction tells them apart.
  @Test func mahalanobisKMeansFollowsItsMetric() {
    let row = [0.0, 1, 2, 3]
    let x = Tensor(row.flatMap { [$0, $0] } + row.flatMap { [$0 + 1, $0] }, shape: [8, 1, 2])
    // 0.05 along (1, 1), 5 across.
    let metric = Tensor([2.525, -2.475, -2.475, 2.525], shape: [2, 2])
    let result = PiecewiseMinimizer().minimize(from: Tensor([1.0, 2, 3, 1], shape: [2, 2])) { c in
      let differences = x - c
      return assigned((differences.matrixProduct(metric) * differences).sum(alongAxis: -1))
    }
    #expect(result.stopReason == .fixedPoint)
    #expect((result.point - Tensor([1.5, 1.5, 2.5, 1.5], shape: [2, 2])).abs().max().item < 1e-12)
    // Each row: 0.05 times 2 (1.5^2 + 0.5^2 + 0.5^2 + 1.5^2).
    #expect((result.loss - 1).magnitude < 1e-12)
  }

  @Test func aRateTooHighDiverges() {
    var minimizer = PiecewiseMinimizer()
    minimizer.method = .descent(learningRate: 10)
    minimizer.maximumSteps = 1000
    let result = minimizer.minimize(from: Tensor([1.0], shape: [1])) { $0.square().sum() }
    #expect(result.stopReason == .diverged)
  }
}
