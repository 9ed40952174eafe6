import Clustering
import Matrices
import Testing

struct RestartTests {
  /// Each run draws other rows.
  @Test func aGivenStartHasSeveralRunsWhereRowsAreDrawn() throws {
    let points = randomMatrix(200, 3, seed: 5)
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given(points.selectingRows([0, 1]))
      $0.solver = .gradientDescent(learningRate: 1e-3, batchSize: 20)
      $0.maximumIterations = 5
      $0.restarts = 3
    }.fitted(to: points)
    #expect(Set(model.restartInertias).count == 3)
  }

  @Test func aGivenStartHasOneRunWhereNothingIsDrawn() throws {
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[0], [9]])
      $0.restarts = 3
    }.fitted(to: [[0], [1], [9]] as Matrix<Double>)
    #expect(model.restartInertias == [0.5])
  }

  @Test func theBestRunWinsAndTheEarliestOfEquals() throws {
    for seed in UInt64(0)..<5 {
      let points = randomMatrix(120, 2, seed: seed)
      var inertias: [Double] = []
      let kmeans = KMeans(clusterCount: 9).with {
        $0.initializer = .random
        $0.seed = seed
        $0.restarts = 8
      }
      let model = try kmeans.fitted(
        to: points,
        progress: { entry in
          if entry.iteration == 0 { inertias.append(.infinity) }
          inertias[inertias.count - 1] = entry.inertia ?? .infinity
        })
      #expect(inertias.count == 8, "seed \(seed)")
      #expect(Set(inertias).count > 1, "seed \(seed)")
      let best = try #require(inertias.min())
      #expect(abs(model.inertia - best) <= 1e-13 * best, "seed \(seed)")
      #expect(abs(inertias[model.restart] - best) <= 1e-13 * best, "seed \(seed)")
      #expect(inertias[..<model.restart].allSatisfy { $0 > best * (1 + 1e-13) }, "seed \(seed)")
      #expect(model.trace.last?.inertia == inertias[model.restart], "seed \(seed)")
    }
  }

  /// Every start ends with 0, 2 and 10, 14: inertia 10, bit by bit.
  @Test func ofEqualRunsTheFirstIsKept() throws {
    for seed in UInt64(0)..<5 {
      let model = try KMeans(clusterCount: 2).with {
        $0.seed = seed
        $0.restarts = 6
      }.fitted(to: [[0], [2], [10], [14]] as Matrix<Double>)
      #expect(model.inertia == 10)
      #expect(model.restart == 0, "seed \(seed)")
    }
  }

  @Test func theFirstRunIsTheSameWithAndWithoutOthers() throws {
    let points = randomMatrix(120, 2, seed: 3)
    let alone = try KMeans(clusterCount: 9).fitted(to: points)
    var firstRun: [Double?] = []
    let kmeans = KMeans(clusterCount: 9).with { $0.restarts = 3 }
    _ = try kmeans.fitted(to: points, progress: { firstRun.append($0.inertia) })
    #expect(Array(firstRun.prefix(alone.trace.count)) == alone.trace.map(\.inertia))
  }
}
