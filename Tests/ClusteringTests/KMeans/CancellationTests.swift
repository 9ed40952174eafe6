import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// A wish to stop is heeded wherever a fit is; what was reached stays whole.
struct CancellationTests {
  private let points = randomMatrix(300, 3, seed: 2)

  private func kMeans(_ solver: any Solver = .lloyd) -> (KMeans, Cancellation) {
    let cancellation = Cancellation()
    return (
      KMeans(clusterCount: 9).with {
        $0.solver = solver
        $0.cancellation = cancellation
      }, cancellation
    )
  }

  @Test(arguments: [KMeansPlusPlus() as any Initializer, KMeansParallel(), RandomRows()])
  func beforeAnythingIsReachedItIsAnError(_ initializer: any Initializer) {
    let (kmeans, cancellation) = kMeans()
    cancellation.cancel()
    #expect(cancellation.isCancelled)
    #expect(throws: ClusteringError.interrupted) {
      try kmeans.with { $0.initializer = initializer }.fitted(to: points)
    }
  }

  /// An initializer that is told to stop while it works.
  private struct Late<Chosen: RowInitializer>: RowInitializer {
    let chosen: Chosen
    let cancellation: Cancellation
    var name: String { "late" }

    func rows<Scalar: KernelScalar>(
      of points: PreparedPoints<Scalar>, clusterCount: Int, using generator: inout SeededGenerator
    ) -> [Int] {
      cancellation.cancel()
      return chosen.rows(of: points, clusterCount: clusterCount, using: &generator)
    }
  }

  @Test(arguments: [1, 2]) func seedingStopsOnTheWay(_ threads: Int) {
    for weights in [nil, Array(repeating: 0.5, count: 300)] {
      for isParallel in [false, true] {
        var (kmeans, cancellation) = kMeans()
        kmeans.threadCount = threads
        kmeans.initializer =
          isParallel
          ? Late(chosen: KMeansParallel(), cancellation: cancellation)
          : Late(chosen: KMeansPlusPlus(), cancellation: cancellation)
        #expect(throws: ClusteringError.interrupted) { try kmeans.fitted(to: points, weights: weights) }
      }
    }
  }

  @Test(arguments: [
    Lloyd.lloyd as any Solver, Newton.newton(relaxation: 0.5), GradientDescent.gradientDescent(),
    NestedBatches.nestedBatches(batchSize: 20), GradientDescent.gradientDescent(batchSize: 5),
  ])
  func betweenUpdatesNothingIsLost(_ solver: any Solver) throws {
    for limit in 0...3 {
      let (kmeans, cancellation) = kMeans(solver)
      let model = try kmeans.fitted(
        to: points, progress: { if $0.iteration == limit { cancellation.cancel() } })
      #expect(model.stopReason == .interrupted)
      #expect(model.iterations == limit)
      try expectWhole(model)
    }
  }

  /// The region of what was interrupted: nothing is known, and nothing claimed.
  private func expectWhole(_ model: KMeansModel) throws {
    #expect(model.labels == bruteForceLabels(points, model.centroids))
    #expect(model.counts == (0..<9).map { cluster in model.labels.count { $0 == cluster } })
    let inertia = try points.assigned(to: model.centroids).inertia
    #expect(model.inertia.bitPattern == inertia.bitPattern)
    #expect(model.region.radius == 0)
    #expect(model.region.margins.allSatisfy { $0 == 0 })
    #expect(!model.isLocalMinimum)
  }

  @Test func aRegionThatIsCutShortMakesTheFitAnInterruptedOne() throws {
    let (kmeans, cancellation) = kMeans()
    // The last entry of a fit that has come to its end.
    let model = try kmeans.fitted(
      to: points, progress: { if $0.iteration > 0, $0.changed == 0 { cancellation.cancel() } })
    #expect(model.stopReason == .interrupted)
    try expectWhole(model)
    #expect(model.centroids == (try KMeans(clusterCount: 9).fitted(to: points).centroids))
  }

  @Test func laterRestartsDoNotTakeTheFirstAlong() throws {
    let (kmeans, cancellation) = kMeans()
    var starts = 0
    let model = try kmeans.with { $0.restarts = 5 }.fitted(
      to: points,
      progress: {
        starts += $0.iteration == 0 ? 1 : 0
        if starts == 2 { cancellation.cancel() }
      })
    #expect(model.stopReason == .interrupted)
    #expect(starts == 2)
  }

  /// A long update is given up on the way: the model is that of the update before it.
  @Test(arguments: [AssignmentPath.float64, .float32]) func aLongUpdateIsGivenUp(_ path: AssignmentPath) throws {
    for limit in 0...3 {
      let (kmeans, cancellation) = kMeans(.newton(relaxation: 0.5))
      var problem = try FitProblem(kmeans.with { $0.assignmentPath = path }, points, nil)
      problem.longUpdate = 0
      var asked = 0
      let start = points.selectingRows(0..<9)
      let watch = RunWatch<Double>(
        shouldStop: {
          // Says no, and means it: the update that follows begins, and is not finished.
          if asked == limit { cancellation.cancel() }
          asked += 1
          return false
        }, progress: { _, _, _ in })
      let state = RunState(from: start, SeededGenerator(seed: 0))
      let finished = try problem.finished(kmeans, from: state, watch)
      #expect(finished.stopReason == .interrupted)
      #expect(finished.trace.map(\.iteration) == Array(0...limit))
      let whole = try KMeans(clusterCount: 9).with {
        $0.initializer = .given(start)
        $0.solver = .newton(relaxation: 0.5)
        $0.maximumIterations = limit
      }.fitted(to: points)
      #expect(finished.centroids == whole.centroids)
      #expect(finished.labels == whole.labels)
      #expect(finished.counts == whole.counts)
      #expect(finished.inertia.bitPattern == whole.inertia.bitPattern)
    }
  }
}
