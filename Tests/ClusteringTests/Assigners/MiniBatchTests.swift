import Clustering
import Matrices
import Testing

struct MiniBatchTests {
  let points: Matrix<Double> = [[0], [2], [10], [14]]
  let start: Matrix<Double> = [[0], [10]]

  /// Rows 1, 1 and 2 at the start: gradients 2 (2 * 0 - 4) and 2 (10 - 10); then rows 0 and 3 at 1 and 10.
  @Test func givenBatchesAreFollowedOneByOne() throws {
    let model = try fit(batches: [[1, 1, 2], [0, 3]])
    #expect(model.trace.map(\.batchLoss) == [nil, 8, 17])
    #expect(model.centroids.elements == [0.75, 11])
    #expect(model.iterations == 2)
    #expect(model.stopReason == .maxIterations)
    #expect(model.labels == [0, 0, 1, 1])
  }

  @Test func onlyStartAndEndMeasureAllRows() throws {
    let model = try fit(batches: [[0], [1], [2]])
    #expect(model.trace.map { $0.inertia != nil } == [true, false, false, true])
    #expect(model.trace.map { $0.changed != nil } == [true, false, false, true])
  }

  /// 600 batches of one of 60 rows are ten passes.
  @Test func allRowsAreMeasuredEveryTenPasses() throws {
    let model = try KMeans(clusterCount: 3).with {
      $0.solver = .gradientDescent(batchSize: 1, scalesByCount: true)
      $0.maximumIterations = 1300
    }.fitted(to: randomMatrix(60, 2, seed: 1))
    #expect(model.trace.filter { $0.inertia != nil }.map(\.iteration) == [0, 600, 1200, 1300])
  }

  @Test func anInterruptedRunMeasuresItsEnd() throws {
    var asked = 0
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given(start)
      $0.solver = .gradientDescent(learningRate: 0.125, batches: [[0], [1], [2]])
    }.fitted(
      to: points,
      shouldStop: {
        asked += 1
        return asked > 2
      })
    #expect(model.stopReason == .interrupted)
    #expect(model.iterations == 2)
    #expect(model.trace.last?.inertia == model.inertia)
  }

  @Test(
    arguments: [
      ([[0], [4]], 1), ([[-1]], 0), ([[0], [1], []], 2), ([[0, 1, 2, 3, .max]], 0),
    ] as [([[Int32]], Int)])
  func aBatchThatNamesNoRowIsAnError(_ batches: [[Int32]], _ step: Int) {
    #expect(throws: ClusteringError.batchNotUsable(step: step)) { try fit(batches: batches) }
  }

  @Test func aMiniBatchRunNeverClaimsAFixedPoint() throws {
    // From the best centroids every batch has gradient zero.
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[1], [12]])
      $0.solver = .gradientDescent(learningRate: 1e-9, batchSize: 4)
      $0.maximumIterations = 40
    }.fitted(to: [[1], [1], [12], [12]] as Matrix<Double>)
    #expect(model.stopReason == .maxIterations)
    #expect(model.iterations == 40)
    #expect(model.isLocalMinimum)
  }

  @Test func batchesLowerTheInertiaOfAllRows() throws {
    for seed in UInt64(0)..<5 {
      let points = randomMatrix(400, 3, seed: seed)
      let model = try KMeans(clusterCount: 6).with {
        $0.initializer = .random
        $0.seed = seed
        $0.solver = .gradientDescent(batchSize: 50, scalesByCount: true)
      }.fitted(to: points)
      #expect(model.inertia < 0.9 * (try #require(model.trace[0].inertia)), "seed \(seed)")
    }
  }

  @Test func divergenceIsAnErrorHereToo() throws {
    let all: [Int32] = [0, 1, 2, 3]
    #expect(throws: ClusteringError.diverged(step: 4)) {
      try KMeans(clusterCount: 2).with {
        $0.initializer = .given(start)
        $0.solver = .gradientDescent(learningRate: 3, batches: Array(repeating: all, count: 4))
      }.fitted(to: points)
    }
  }

  /// Sixty times each row: sums that have room for every row once would overflow.
  @Test func batchesMayBeLargerThanTheData() throws {
    let elements = (0..<2000).map { index -> Float in
      index == 34 ? 1.2345678e-12 : 1.9 + 0.05 * Float(index * 37 % 101) / 101
    }
    let points = Matrix<Float>(rows: 1000, columns: 2, elements: elements)
    let models = try [1, 2].map { threads in
      try KMeans(clusterCount: 2).with {
        $0.threadCount = threads
        $0.maximumIterations = 3
        $0.solver = .gradientDescent(learningRate: 1e-6, batchSize: 60_000)
      }.fitted(to: points)
    }
    #expect(models[0].centroids == models[1].centroids)
    #expect(models[0].centroids.elements.allSatisfy { $0 > -0.1 && $0 < 2 })
  }

  private func fit(batches: [[Int32]]) throws -> KMeansModel {
    try KMeans(clusterCount: 2).with {
      $0.initializer = .given(start)
      $0.solver = .gradientDescent(learningRate: 0.125, batches: batches)
    }.fitted(to: points)
  }
}
