import Clustering
import Foundation
import Matrices
import MessagePassing
import Testing

struct SearchEndTests {
  /// A search that would go on for long ends within the limit and is a fixed point all the same.
  @Test func theTimeLimitEndsTheSearchWithAResult() throws {
    let points = randomMatrix(2000, 8, seed: 1)
    let kmeans = KMeans(clusterCount: 20).with { $0.quality = .methods([.memetic(patience: 1_000_000)]) }
    let start = try kmeans.with { $0.quality = .fast }.fitted(to: points)
    // A machine may be so busy that the limit comes before the search.
    var (limit, model) = (1.0, try kmeans.with { $0.timeLimit = 1 }.fitted(to: points))
    while model.stopReason != .fixedPoint, limit < 60 {
      limit *= 4
      model = try kmeans.with { $0.timeLimit = limit }.fitted(to: points)
    }
    #expect(model.search?.endedBy == .timeLimit)
    #expect(model.stopReason == .fixedPoint)
    #expect(model.inertia <= start.inertia)
    #expect(model.region.radius ?? 0 > 0)
    #expect(try points.assigned(to: model.centroids).labels == model.labels)
    #expect(model.search?.methods.last?.seconds ?? .infinity < 30 * limit)
  }

  @Test func theTimeLimitEndsTheRuns() throws {
    let model = try KMeans(clusterCount: 20).with {
      $0.restarts = 1_000_000
      $0.timeLimit = 0.5
    }.fitted(to: randomMatrix(2000, 8, seed: 1))
    #expect(model.search?.endedBy == .timeLimit)
    #expect(model.restartInertias.count < 1_000_000)
  }

  @Test func cancellationKeepsWhatTheSearchHasFound() throws {
    let points = randomMatrix(1000, 6, seed: 2)
    let kmeans = KMeans(clusterCount: 15).with { $0.quality = .methods([.breathing(), .memetic(patience: 1_000_000)]) }
    let start = try kmeans.with { $0.quality = .fast }.fitted(to: points)
    var asked = 0
    let model = try kmeans.fitted(
      to: points,
      shouldStop: {
        asked += 1
        return asked > start.iterations + 12
      })
    #expect(model.stopReason == .interrupted)
    #expect(model.search?.endedBy == .interrupted)
    #expect(model.inertia <= start.inertia)
    #expect(try points.assigned(to: model.centroids).labels == model.labels)
  }

  /// By a thread of its own: a task would come after all tests that wait for one of the few threads of tasks, two of which the fit keeps
  /// busy until then.
  @Test func aCancelledFitEndsByItsCancellation() throws {
    let points = randomMatrix(1000, 6, seed: 2)
    let cancellation = Cancellation()
    let kmeans = KMeans(clusterCount: 15).with {
      $0.quality = .methods([.memetic(patience: 1_000_000)])
      $0.cancellation = cancellation
    }
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.7)
      cancellation.cancel()
    }
    let model = try kmeans.fitted(to: points)
    #expect(model.stopReason == .interrupted)
    #expect(model.search?.endedBy == .interrupted)
    #expect(try points.assigned(to: model.centroids).labels == model.labels)
  }

  @Test func solversThatSeeSomeRowsAreRefused() throws {
    let points = randomMatrix(50, 2, seed: 1)
    for solver in [.gradientDescent(), .nestedBatches] as [any Solver] {
      let kmeans = KMeans(clusterCount: 3).with {
        $0.solver = solver
        $0.quality = .best
      }
      #expect(throws: ClusteringError.cannotCombine("quality best", "solver \(solver.name)")) {
        try kmeans.fitted(to: points)
      }
    }
    let newton = try KMeans(clusterCount: 3).with {
      $0.solver = .newton
      $0.quality = .balanced
    }.fitted(to: points)
    #expect(newton.stopReason == .fixedPoint)
  }

  @Test func aTimeLimitIsPositive() async {
    await #expect(processExitsWith: .failure) {
      var kmeans = KMeans(clusterCount: 1)
      kmeans.timeLimit = 0
    }
  }
}
