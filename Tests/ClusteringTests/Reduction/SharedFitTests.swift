import Clustering
import Matrices
import MessagePassing
import TesseraKernels
import Testing

/// Fits whose rows several members hold: the bits of one process.
struct SharedFitTests {
  private static let initializers: [any Initializer] = [.kMeansPlusPlus, .random, .kMeansParallel]

  @Test(arguments: 0..<UInt64(extent(240, unoptimised: 80)))
  func theResultHasTheBitsOfOneProcess(seed: UInt64) throws {
    let problem = FuzzProblem(seed: seed)
    var generator = SeededGenerator(seed: seed, stream: 5)
    var kMeans = KMeans(clusterCount: problem.clusterCount)
    kMeans.solver = problem.solver
    kMeans.maximumIterations = problem.updates
    kMeans.seed = seed
    kMeans.threadCount = 1
    let chosen = generator.index(below: 4)
    kMeans.initializer = chosen == 3 ? .given(problem.start) : Self.initializers[chosen]
    kMeans.restarts = chosen < 3 && generator.index(below: 3) == 0 ? 2 : 1
    let points: NumericMatrix =
      problem.element == .float ? .float(problem.points.converted(to: Float.self)) : .double(problem.points)
    let alone = Outcome(kMeans, points, problem.weights)
    let shares = Shares(of: points.rows, using: &generator)
    let shared = try LocalGroup.run(shares.count) { [kMeans] member in
      let own = shares.rows(of: member.rank)
      return Outcome(kMeans, points.selecting(own), problem.weights.map { Array($0[own]) }, in: member)
    }
    for (rank, outcome) in shared.enumerated() {
      #expect(outcome.isSame(as: alone, of: shares.rows(of: rank)), "\(seed), \(problem.solver.name), member \(rank)")
    }
  }

  /// Rows in blocks, samples of rows for the columns' centres, several chunks and threads; then sums taken by cluster.
  @Test(arguments: [(9000, 3, 40), (700, 240, 300)]) func manyRowsAndClusters(_ rows: Int, _ columns: Int, _ count: Int)
    throws
  {
    let points = randomMatrix(rows, columns, seed: 11)
    for solver in [Lloyd.lloyd as any Solver, GradientDescent.gradientDescent(batchSize: 50)] {
      var kMeans = KMeans(clusterCount: count)
      kMeans.solver = solver
      kMeans.maximumIterations =
        solver.sampling == .fullBatch ? extent(6, unoptimised: 3) : extent(120, unoptimised: 40)
      kMeans.threadCount = 2
      let alone = Outcome(kMeans, .double(points), nil)
      let bounds = [0, rows / 5 + 1, rows]
      let shared = try LocalGroup.run(2) { [kMeans] member in
        let own = points.selectingRows(Array(bounds[member.rank]..<bounds[member.rank + 1]))
        return Outcome(kMeans, .double(own), nil, in: member)
      }
      for rank in 0..<2 {
        #expect(shared[rank].isSame(as: alone, of: bounds[rank]..<bounds[rank + 1]), "\(solver.name)")
      }
    }
  }

  @Test func theJoinedModelIsThatOfAllRows() throws {
    let points = randomMatrix(90, 3, seed: 8)
    let kMeans = KMeans(clusterCount: 4)
    let alone = try kMeans.fitted(to: points)
    let joined = try LocalGroup.run(3) { member in
      let own = points.selectingRows(Array((30 * member.rank)..<(30 * member.rank + 30)))
      return try kMeans.fitted(to: .double(own), in: member).joined(in: member)
    }
    for model in joined {
      #expect(model.labels == alone.labels && model.region.labels == alone.labels)
      #expect(model.region.margins == alone.region.margins && model.region.radius == alone.region.radius)
    }
    #expect(try alone.joined(in: SingleProcess()).labels == alone.labels)
  }

  /// Kept by a group, taken up by one process; kept by one process, taken up by a group.
  @Test func checkpointsPassBetweenGroupsAndOneProcess() throws {
    let points = randomMatrix(90, 3, seed: 8)
    var kMeans = KMeans(clusterCount: 9)
    kMeans.restarts = 2
    let whole = try kMeans.fitted(to: points)
    for size in [1, 2, 3] {
      let checkpoints = try Self.kept(kMeans, points, size)
      #expect(checkpoints.allSatisfy { $0.map(\.iteration) == checkpoints[0].map(\.iteration) }, "\(size)")
      #expect(checkpoints[0].count > 3)
      for other in [1, 3] {
        let checkpoint = checkpoints[0][checkpoints[0].count / 2]
        let models = try LocalGroup.run(other) { [kMeans] member in
          let rows = 90 / other
          let own = points.selectingRows(Array((rows * member.rank)..<(rows * member.rank + rows)))
          return try kMeans.fitted(
            to: .double(own), in: member,
            checkpoints: Checkpoints(every: .updates(1), resuming: checkpoint, keep: { _ in })
          ).joined(in: member)
        }
        for model in models {
          #expect(model.centroids == whole.centroids && model.labels == whole.labels, "\(size) to \(other)")
          #expect(model.trace.map(\.inertia) == whole.trace.map(\.inertia) && model.restart == whole.restart)
        }
      }
    }
  }

  private static func kept(_ kMeans: KMeans, _ points: Matrix<Double>, _ size: Int) throws -> [[FitCheckpoint]] {
    try LocalGroup.run(size) { member in
      var kept: [FitCheckpoint] = []
      let rows = points.rows / size
      let own = points.selectingRows(Array((rows * member.rank)..<(rows * member.rank + rows)))
      _ = try kMeans.fitted(
        to: .double(own), in: member, checkpoints: Checkpoints(every: .updates(1)) { kept.append($0) })
      return kept
    }
  }
}

/// Neighbouring rows for each member.
private struct Shares {
  private let bounds: [Int]
  var count: Int { bounds.count - 1 }

  init(of rows: Int, using generator: inout SeededGenerator) {
    let inner = (1..<rows).shuffled(using: &generator).prefix(1 + generator.index(below: 3)).sorted()
    bounds = [0] + inner + [rows]
  }

  func rows(of member: Int) -> Range<Int> { bounds[member]..<bounds[member + 1] }
}

/// A model, or why there is none.
private enum Outcome {
  case model(KMeansModel)
  case error(ClusteringError)

  init(_ kMeans: KMeans, _ points: NumericMatrix, _ weights: [Double]?, in group: any Communicator = SingleProcess()) {
    do {
      self = .model(try kMeans.fitted(to: points, weights: weights, in: group))
    } catch {
      self = .error(error)
    }
  }

  func isSame(as alone: Outcome, of rows: Range<Int>) -> Bool {
    switch (self, alone) {
    case (.error(let own), .error(let error)): own == error || isOfRows(own) && isOfRows(error)
    case (.model(let own), .model(let model)):
      bits(own.centroids) == bits(model.centroids) && own.inertia.bitPattern == model.inertia.bitPattern
        && own.trace.map(\.inertia) == model.trace.map(\.inertia)
        && own.trace.map(\.batchLoss) == model.trace.map(\.batchLoss)
        && own.trace.map(\.changed) == model.trace.map(\.changed) && own.counts == model.counts
        && own.stopReason == model.stopReason && own.isLocalMinimum == model.isLocalMinimum
        && own.labels == Array(model.labels[rows]) && own.region.margins == Array(model.region.margins[rows])
        && own.region.tightest == model.region.tightest && own.restartInertias == model.restartInertias
        && own.finalLearningRate == model.finalLearningRate && own.learningRate == model.learningRate
        && own.restart == model.restart
    default: false
    }
  }

  private func bits(_ centroids: Matrix<Double>) -> [UInt64] { centroids.elements.map(\.bitPattern) }

  /// Errors that name a row are those of the member that has it.
  private func isOfRows(_ error: ClusteringError) -> Bool {
    if case .otherMember = error { return true }
    return error.element != nil || error.weightRow != nil
  }
}
