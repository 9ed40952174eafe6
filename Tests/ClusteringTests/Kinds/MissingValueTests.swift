import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Missing values left out: six rows worked by hand, then a plain loop beside it.
struct MissingValueTests {
  private static let nan = Double.nan
  private let points: Matrix<Double> = [[0, 0], [2, nan], [nan, 4], [10, 10], [12, nan], [nan, 14]]
  private let start: Matrix<Double> = [[0, 0], [10, 10]]

  @Test func meansAndDistancesAreThoseOfWhatIsThere() throws {
    let model = try Self.leavingOut(2) { $0.initializer = .given(start) }.fitted(to: points)
    #expect(model.centroids.elements == [1, 2, 11, 12])
    #expect(model.labels == [0, 0, 0, 1, 1, 1] && model.counts == [3, 3])
    // At the start 0 + 4 + 16 twice; then 5 + 1 + 4 twice.
    #expect(model.trace.map(\.inertia) == [40, 20] && model.inertia == 20)
    #expect(model.missingCount == 4 && model.missingValues == .leftOut)
    #expect(model.stopReason == .fixedPoint && model.isLocalMinimum)
    // Row 2 is 2 from one centroid and 8 from the other.
    let margins = [(265.squareRoot() - 5.squareRoot()) / 2, 4, 3, (145.squareRoot() - 5.squareRoot()) / 2, 5, 5]
    #expect(zip(model.region.margins, margins).allSatisfy { $0 <= $1 && $1 - $0 < 1e-12 })
    #expect(model.region.tightest.map { [$0.row, $0.owner, $0.rival] } == [2, 0, 1])
    #expect(try model.assign(points).labels == model.labels)
  }

  @Test func aColumnThatAClusterLacksKeepsItsCoordinate() throws {
    let model = try Self.leavingOut(2) { $0.initializer = .given([[0, 7], [10, 5]]) }
      .fitted(to: [[0, Self.nan], [1, Self.nan], [10, 5]])
    #expect(model.centroids.elements == [0.5, 7, 10, 5])
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let kMeans = Self.leavingOut(2) { $0.initializer = .given(start) }
    let repeated = points.selectingRows([0, 1, 1, 1, 2, 3, 4, 5, 5])
    let weighted = try kMeans.fitted(to: points, weights: [1, 3, 1, 1, 1, 2])
    let plain = try kMeans.fitted(to: repeated)
    #expect(weighted.centroids == plain.centroids && weighted.inertia == plain.inertia)
  }

  @Test(arguments: UInt64(0)..<40) func everyUpdateIsThatOfThePlainLoop(seed: UInt64) throws {
    let problem = Problem(seed: seed)
    let model = try Self.leavingOut(problem.clusterCount) { $0.initializer = .given(problem.start) }
      .fitted(to: problem.points)
    let plain = PlainMissing(problem.points, problem.start)
    let inertias = model.trace.compactMap(\.inertia)
    #expect(zip(inertias, inertias.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-14) }, "\(seed)")
    guard !plain.hadEmptyCluster else { return }
    #expect(model.labels == plain.labels && model.iterations == plain.updates, "\(seed)")
    #expect((model.inertia - plain.inertia).magnitude <= 1e-12 * plain.inertia, "\(seed)")
    let close = zip(model.centroids.elements, plain.centroids.flatMap { $0 }).allSatisfy { ($0 - $1).magnitude < 1e-12 }
    #expect(close, "\(seed)")
    let assigned = try model.assign(problem.points)
    #expect(assigned.labels == model.labels && assigned.inertia == model.inertia, "\(seed)")
  }

  @Test(arguments: UInt64(0)..<12) func withoutMissingValuesTheResultHasTheSameBits(seed: UInt64) throws {
    let points = randomMatrix(300, 9, seed: seed)
    let plain = KMeans(clusterCount: 6).with { $0.seed = seed }
    #expect(
      try Fingerprint(plain.fitted(to: points)) == Fingerprint(Self.leavingOut(6) { $0.seed = seed }.fitted(to: points))
    )
    // And so it has by the way of rows that lack some.
    let start = try plain.startCentroids(for: .double(points))
    let forced = try plain.with {
      $0.initializer = .given(start)
      $0.missingCells = try? MissingCells(of: points)
    }.fitted(to: points)
    let model = try plain.with { $0.initializer = .given(start) }.fitted(to: points)
    #expect(forced.centroids == model.centroids && forced.labels == model.labels, "\(seed)")
    #expect(forced.inertia == model.inertia && forced.region.margins == model.region.margins, "\(seed)")
    #expect(forced.trace.map(\.changed) == model.trace.map(\.changed), "\(seed)")
  }

  @Test func threadsInstructionsAndUnitsDoNotChangeABit() throws {
    let problem = Problem(seed: 3, rows: 1100, columns: 9, clusterCount: 4)
    let kMeans = Self.leavingOut(4) { ($0.seed, $0.maximumIterations) = (5, 4) }
    let model = try kMeans.fitted(to: problem.points)
    for set in InstructionSet.allCases where set.isAvailable {
      for threads in [1, 3] {
        let other = try kMeans.with { ($0.instructionSet, $0.threadCount) = (set, threads) }.fitted(to: problem.points)
        #expect(Fingerprint(model) == Fingerprint(other))
      }
    }
    let huge = try kMeans.fitted(to: problem.points.mapped { $0 * 0x1p300 })
    #expect(huge.labels == model.labels && huge.centroids == model.centroids.mapped { $0 * 0x1p300 })
    let single = try kMeans.fitted(to: problem.points.converted(to: Float.self))
    let assigned = try single.assign(problem.points.converted(to: Float.self))
    #expect(assigned.labels == single.labels)
  }

  @Test(arguments: UInt64(0)..<20) func centroidsMayMoveByLessThanTheRadius(seed: UInt64) throws {
    let problem = Problem(seed: seed)
    let model = try Self.leavingOut(problem.clusterCount) { $0.initializer = .given(problem.start) }
      .fitted(to: problem.points)
    let radius = model.region.radius ?? 0
    let move = randomMatrix(model.centroids.rows, model.centroids.columns, seed: seed + 99)
    let moved = Matrix(
      (0..<model.centroids.rows).map { row -> [Double] in
        let step = move.row(row)
        let length = step.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return zip(model.centroids.row(row), step).map { $0 + 0.999 * radius * $1 / length }
      })
    #expect(try model.region.contains(moved, points: problem.points), "\(seed)")
  }

  @Test func whatHasNoValuesIsRefused() throws {
    let nan = Self.nan
    #expect(throws: ClusteringError.rowWithoutValues(row: 1)) {
      try Self.leavingOut(1).fitted(to: [[1, 2], [nan, nan], [3, 4]])
    }
    #expect(throws: ClusteringError.columnWithoutValues(column: 1)) {
      try Self.leavingOut(1).fitted(to: [[1, nan], [2, nan]])
    }
    #expect(throws: ClusteringError.notFinite(row: 0, column: 1)) {
      try Self.leavingOut(1).fitted(to: [[1, .infinity], [2, nan]])
    }
    #expect(throws: ClusteringError.notFinite(row: 1, column: 1)) {
      try KMeans(clusterCount: 1).fitted(to: [[1, 2], [2, nan]])
    }
    for solver in [Newton.newton as any Solver, GradientDescent.gradientDescent(), NestedBatches.nestedBatches] {
      #expect(throws: ClusteringError.cannotCombine("with-missing", "solver \(solver.name)")) {
        try Self.leavingOut(2) { $0.solver = solver }.fitted(to: points)
      }
    }
    #expect(throws: ClusteringError.cannotCombine("with-missing", "metric cosine")) {
      try Self.leavingOut(2) { $0.metric = .cosine }.fitted(to: points)
    }
    #expect(throws: ClusteringError.cannotCombine("with-missing", "initializer k-means-parallel")) {
      try Self.leavingOut(2) { $0.initializer = .kMeansParallel }.fitted(to: points)
    }
  }

  @Test func aCancelledFitHasNoModelBeforeItsFirstAssignment() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: ClusteringError.interrupted) {
      try Self.leavingOut(2) { $0.cancellation = cancellation }.fitted(to: points)
    }
    var updates = 0
    let model = try Self.leavingOut(2) { $0.initializer = .given([[0, 0], [1, 1]]) }.fitted(
      to: points, progress: { updates = $0.iteration }, shouldStop: { updates == 1 })
    #expect(model.stopReason == .interrupted && model.iterations == 1)
  }

  @Test func startsAreFarApartByWhatIsThere() throws {
    let problem = Problem(seed: 8, rows: 400, columns: 4, clusterCount: 4)
    let first = try Self.leavingOut(4) { $0.seed = 1 }.fitted(to: problem.points)
    for initializer in [RandomRows.random as any Initializer, KMeansPlusPlus.kMeansPlusPlus] {
      let model = try Self.leavingOut(4) { ($0.initializer, $0.restarts) = (initializer, 5) }.fitted(to: problem.points)
      #expect(model.centroids.elements.allSatisfy(\.isFinite) && model.inertia <= first.inertia * 2)
    }
  }

  static func leavingOut(_ count: Int, _ change: (inout KMeans) -> Void = { _ in }) -> KMeans {
    var kMeans = KMeans(clusterCount: count)
    kMeans.missingValues = .leftOut
    change(&kMeans)
    return kMeans
  }
}

/// Random rows of which a fifth of the elements is missing, but for the first column of some.
private struct Problem {
  let points: Matrix<Double>
  let start: Matrix<Double>
  let clusterCount: Int

  init(seed: UInt64, rows: Int? = nil, columns: Int? = nil, clusterCount: Int? = nil) {
    var generator = SeededGenerator(seed: seed, stream: 7)
    let (n, d) = (rows ?? 10 + generator.index(below: 100), columns ?? 2 + generator.index(below: 18))
    let k = clusterCount ?? 1 + generator.index(below: 5)
    var points = randomMatrix(n, d, seed: seed)
    start = points.selectingRows(0..<k)
    points.withUnsafeMutableElements { elements in
      for row in 0..<n {
        let kept = generator.index(below: d)
        for column in 0..<d where column != kept && generator.index(below: 5) == 0 { elements[row * d + column] = .nan }
      }
    }
    (self.points, self.clusterCount) = (points, k)
  }
}

/// The algorithm as plainly as possible.
private struct PlainMissing {
  private(set) var labels: [Int32] = []
  private(set) var centroids: [[Double]]
  private(set) var updates = 0
  private(set) var inertia = 0.0
  private(set) var hadEmptyCluster = false

  init(_ points: Matrix<Double>, _ start: Matrix<Double>) {
    let rows = points.rowArrays
    centroids = start.rowArrays
    labels = nearest(rows)
    while true {
      for cluster in centroids.indices {
        let own = rows.indices.filter { labels[$0] == Int32(cluster) }.map { rows[$0] }
        if own.isEmpty { hadEmptyCluster = true }
        for column in centroids[cluster].indices {
          let values = own.map { $0[column] }.filter { !$0.isNaN }
          if !values.isEmpty { centroids[cluster][column] = values.reduce(0, +) / Double(values.count) }
        }
      }
      updates += 1
      let next = nearest(rows)
      if next == labels { break }
      labels = next
    }
    inertia = rows.indices.reduce(0) { $0 + Self.distance(rows[$1], centroids[Int(labels[$1])]) }
  }

  private func nearest(_ rows: [[Double]]) -> [Int32] {
    rows.map { row in
      let distances = centroids.map { Self.distance(row, $0) }
      return Int32(distances.indices.min { distances[$0] < distances[$1] } ?? 0)
    }
  }

  /// Where something is missing, as if both had it alike.
  private static func distance(_ row: [Double], _ centroid: [Double]) -> Double {
    canonicalDistance(zip(row, centroid).map { $0.isNaN ? $1 : $0 }, centroid)
  }
}
