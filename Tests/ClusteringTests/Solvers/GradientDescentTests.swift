import Clustering
import Matrices
import Testing

struct GradientDescentTests {
  @Test func theInertiaNeverRisesBelowOneOverTheCount() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(80, 3, seed: seed)
      let model = try KMeans(clusterCount: 5).with {
        $0.seed = seed
        // No cluster can ever hold more than all rows.
        $0.solver = .gradientDescent(learningRate: 0.9 / 80)
      }.fitted(to: points)
      let inertias = model.trace.compactMap(\.inertia)
      for (before, after) in zip(inertias, inertias.dropFirst()) {
        #expect(after <= before * (1 + 1e-14), "seed \(seed)")
      }
      #expect(model.inertia < 0.9 * inertias[0], "seed \(seed)")
    }
  }

  @Test(arguments: [
    GradientDescent(), GradientDescent(scalesByCount: true),
    GradientDescent(learningRate: 0.002, optimizer: .momentum(0.5)),
  ])
  func fromInsideItsRegionItFindsTheFixedPointOfLloyd(_ solver: GradientDescent) throws {
    for seed in UInt64(0)..<5 {
      let points = blobs(4, rowsPerBlob: 20, columns: 3, seed: seed)
      let lloyd = try KMeans(clusterCount: 4).with { $0.seed = seed }.fitted(to: points)
      let radius = try #require(lloyd.region.radius)
      var generator = SeededGenerator(seed: seed, stream: 1)
      let start = scattered(lloyd.centroids, by: radius / 2, using: &generator)
      let model = try KMeans(clusterCount: 4).with {
        $0.initializer = .given(start)
        $0.solver = solver
        $0.maximumIterations = 2000
      }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.labels == lloyd.labels, "seed \(seed)")
      let drift = LocalityRegion.drift(from: lloyd.centroids, to: model.centroids)
      #expect(drift.allSatisfy { $0 <= 1e-10 }, "seed \(seed)")
      #expect(model.isLocalMinimum, "seed \(seed)")
    }
  }

  /// One cluster of 0 and 2: the error c - 1 is multiplied by 1 - 4 eta at every step.
  @Test func divergenceNamesTheStep() throws {
    let points: Matrix<Double> = [[0], [2]]
    let start = KMeans(clusterCount: 1).with { $0.initializer = .given([[0]]) }
    // -1, 7: the inertia is 4, 100.
    #expect(throws: ClusteringError.diverged(step: 1)) {
      try start.with { $0.solver = .gradientDescent(learningRate: 2) }.fitted(to: points)
    }
    // -1, 3, -9: the inertia is 4, 20, 164.
    let error = #expect(throws: ClusteringError.self) {
      try start.with { $0.solver = .gradientDescent(learningRate: 1) }.fitted(to: points)
    }
    #expect(error == .diverged(step: 2))
    #expect(error?.description == "the solver diverged at step 2; lower the learning rate")
    // Far beyond Double's range in the first step.
    #expect(throws: ClusteringError.diverged(step: 1)) {
      try start.with { $0.solver = .gradientDescent(learningRate: 1e308) }.fitted(to: points)
    }
  }

  @Test func aPerfectStartDoesNotDiverge() throws {
    let points: Matrix<Double> = [[0.1], [0.1], [0.7], [0.9]]
    let solvers: [any Solver] = [.newton(relaxation: 0.3), .newton(relaxation: 1.7), .gradientDescent()]
    for solver in solvers {
      let model = try KMeans(clusterCount: 3).with { $0.solver = solver }.fitted(to: points)
      #expect(model.stopReason == .fixedPoint, "\(solver)")
      #expect(model.inertia < 1e-30, "\(solver)")
    }
  }

  @Test func theDefaultRateIsHalfOfOneOverTheLargestCluster() throws {
    let points: Matrix<Double> = [[0], [1], [2], [10]]
    let kmeans = KMeans(clusterCount: 2).with { $0.initializer = .given([[1], [9]]) }
    let full = try kmeans.with { $0.solver = .gradientDescent() }.fitted(to: points)
    #expect(full.learningRate == 0.5 / 3)
    let batch = try kmeans.with { $0.solver = .gradientDescent(batchSize: 2) }.fitted(to: points)
    #expect(batch.learningRate == 0.5 / 1.5)
    let weighted = try kmeans.with { $0.solver = .gradientDescent() }.fitted(to: points, weights: [1, 1, 1, 8])
    #expect(weighted.learningRate == 0.5 / 8)
    #expect(try kmeans.fitted(to: points).learningRate == nil)
  }

  @Test func aRateThatIsNotPositiveIsACallersMistake() async {
    await #expect(processExitsWith: .failure) { _ = GradientDescent(learningRate: 0) }
    await #expect(processExitsWith: .failure) {
      var descent = GradientDescent()
      descent.learningRate = -.infinity
    }
  }

  @Test func scalingByCountDividesEachStepByTheWeight() throws {
    let points: Matrix<Double> = [[0], [2], [4], [10]]
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[0], [9]])
      $0.solver = .gradientDescent(learningRate: 0.25, scalesByCount: true)
      $0.maximumIterations = 1
    }.fitted(to: points)
    // Both go half the way to their means, 2 and 10.
    #expect(model.centroids.elements == [1, 9.5])
  }
}
