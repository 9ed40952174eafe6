import Clustering
import Matrices
import Testing

struct StoppingTests {
  @Test func atTheFixedPointOneMoreUpdateChangesNothing() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(200, 2, seed: seed)
      let kmeans = KMeans(clusterCount: 6).with { $0.seed = seed }
      let model = try kmeans.fitted(to: points)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.trace.last?.changed == 0, "seed \(seed)")
      #expect(model.iterations == model.trace.count - 1, "seed \(seed)")
      // Not one update earlier: every other one but the first changed labels.
      #expect(model.trace.dropFirst().dropLast().allSatisfy { $0.changed != 0 }, "seed \(seed)")
      let again = try kmeans.with { $0.initializer = .given(model.centroids) }.fitted(to: points)
      #expect(again.centroids == model.centroids, "seed \(seed)")
    }
  }

  @Test func theLimitEndsTheFit() throws {
    let points = randomMatrix(200, 2, seed: 1)
    for limit in 0...3 {
      let model = try KMeans(clusterCount: 8).with { $0.maximumIterations = limit }.fitted(to: points)
      #expect(model.stopReason == .maxIterations)
      #expect(model.iterations == limit)
      #expect(model.trace.map(\.iteration) == Array(0...limit))
    }
  }

  @Test func optionsThatMakeNoSenseAreCallersMistakes() async {
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.clusterCount = 0
    }
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.maximumIterations = -1
    }
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.tolerance = .nan
    }
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.restarts = 0
    }
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.threadCount = 0
    }
  }

  @Test func theLargestOptionsAreOptionsLikeOthers() throws {
    let points = randomMatrix(20, 2, seed: 1)
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 20, clusterCount: .max)) {
      try KMeans(clusterCount: .max).fitted(to: points)
    }
    let solvers: [any Solver] = [
      .lloyd, .nestedBatches(batchSize: .max), .newton(relaxation: 1.0.nextDown), .newton(relaxation: 2.0.nextDown),
      .gradientDescent(), .gradientDescent(batches: [[0], [1, 2]]),
    ]
    for solver in solvers {
      let model = try KMeans(clusterCount: 3).with {
        $0.solver = solver
        $0.maximumIterations = .max
        $0.seed = .max
        $0.tolerance = 1e-3
      }.fitted(to: points)
      #expect(model.inertia < 20, "\(solver)")
    }
    // Nothing moves, but for the last digits.
    for solver in [.newton(relaxation: .leastNonzeroMagnitude), .gradientDescent(learningRate: .leastNonzeroMagnitude)]
      as [any Solver]
    {
      let model = try KMeans(clusterCount: 3).with { $0.solver = solver }.fitted(to: points)
      #expect(model.stopReason == .maxIterations && !model.isLocalMinimum, "\(solver)")
    }
    #expect(throws: ClusteringError.diverged(step: 1)) {
      try KMeans(clusterCount: 3).with { $0.solver = .gradientDescent(learningRate: .greatestFiniteMagnitude) }
        .fitted(to: points)
    }
  }

  @Test func theToleranceIsTheRelativeDecreaseOfTheInertia() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(200, 2, seed: seed)
      let model = try KMeans(clusterCount: 8).with {
        $0.seed = seed
        $0.tolerance = 0.05
      }.fitted(to: points)
      #expect(model.stopReason == .tolerance, "seed \(seed)")
      let inertias = model.trace.compactMap(\.inertia)
      let decreases = zip(inertias, inertias.dropFirst()).map { ($0 - $1) / $0 }
      #expect(decreases.dropLast().allSatisfy { $0 >= 0.05 }, "seed \(seed)")
      #expect(try #require(decreases.last) < 0.05, "seed \(seed)")
    }
  }

  @Test func theCallerIsAskedBeforeEveryUpdate() throws {
    let points = randomMatrix(200, 2, seed: 1)
    for limit in 0...3 {
      var answers = 0
      let model = try KMeans(clusterCount: 8).with { $0.restarts = 5 }.fitted(
        to: points,
        shouldStop: {
          answers += 1
          return answers > limit
        })
      #expect(model.stopReason == .interrupted)
      #expect(model.iterations == limit)
      #expect(model.restart == 0)
      #expect(model.labels == bruteForceLabels(points, model.centroids))
    }
  }

  @Test func progressIsTheTrace() throws {
    var seen: [TraceEntry] = []
    let model = try KMeans(clusterCount: 8).fitted(
      to: randomMatrix(200, 2, seed: 1), progress: { seen.append($0) })
    #expect(seen == model.trace)
  }

  @Test func theTraceEndsAtTheInertia() throws {
    let solvers: [any Solver] = [.lloyd, .gradientDescent(), .gradientDescent(batchSize: 20)]
    for solver in solvers {
      let model = try KMeans(clusterCount: 8).with {
        $0.solver = solver
        $0.maximumIterations = 150
      }.fitted(to: randomMatrix(200, 2, seed: 1))
      let last = try #require(model.trace.last?.inertia)
      #expect(abs(last - model.inertia) <= 1e-13 * model.inertia, "\(solver)")
    }
  }
}
