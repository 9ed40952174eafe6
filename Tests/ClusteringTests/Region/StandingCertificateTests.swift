import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// One region for all rows: it holds as long as no label can change, and not a step longer.
struct StandingCertificateTests {
  /// Rows at 4 between 0 and 10: distances 4 and 6, margin 1. Few of them are watched one by one, more are not.
  @Test(arguments: [1, 40]) func marginsAreSpentByBothCentroids(_ rows: Int) throws {
    var world = try world(Array(repeating: 4, count: rows), [0, 10])
    expectHolds(true, &world, [-0.9, 9.1])
    // 5.1 and 4.9: the rows belong to the other centroid.
    expectHolds(false, &world, [-1.1, 8.9])
    expectHolds(false, &world, [-2.1, 10])
    expectHolds(false, &world, [0, 7.9])
  }

  /// Sixteen rows at 4.5 between 0 and 10 have smaller margins than the first, at 1004 between 1000 and 1010: it is no longer
  /// watched when they have come, and bounds the radius.
  @Test func aRowThatIsNoLongerWatchedBoundsTheRadius() throws {
    var world = try world([1004] + Array(repeating: 4.5, count: 16), [0, 10, 1000, 1010])
    expectHolds(true, &world, [0, 10, 999.5, 1009.5])
    expectHolds(false, &world, [0, 10, 998.5, 1008.5])
  }

  /// A watched row that leaves its margin without leaving its centroid, and of two equally near ones keeps the lower.
  @Test func watchedRowsAreLookedUp() throws {
    var world = try world([4], [0, 10])
    expectHolds(true, &world, [-3, 13])
    expectHolds(true, &world, [-1, 9])
    var mirrored = try self.world([6], [0, 10])
    expectHolds(false, &mirrored, [1, 11])
  }

  /// Random moves, judged by the definition.
  @Test func itNeverHoldsWhereALabelChanges() throws {
    var (held, left) = (0, 0)
    for seed in UInt64(0)..<40 {
      let (points, start) = (randomMatrix(60, 2, seed: seed), randomMatrix(4, 2, seed: seed + 100))
      var world = try StandingWorld(points, start)
      var generator = SeededGenerator(seed: seed)
      for reach in [1e-4, 1e-3, 1e-2, 0.1] {
        let next = start.mapped { $0 + reach * generator.signedUnit() }
        let holds = world.holds(at: next.elements)
        if holds { #expect(bruteForceLabels(points, next) == world.labels, "seed \(seed), \(reach)") }
        (held, left) = holds ? (held + 1, left) : (held, left + 1)
      }
    }
    #expect(held > 60 && left > 20, "\(held), \(left)")
  }

  private func expectHolds(
    _ expected: Bool, _ world: inout StandingWorld, _ centroids: [Double], at place: SourceLocation = #_sourceLocation
  ) {
    let holds = world.holds(at: centroids)
    #expect(holds == expected, sourceLocation: place)
  }

  private func world(_ rows: [Double], _ centroids: [Double]) throws -> StandingWorld {
    try StandingWorld(
      Matrix(rows: rows.count, columns: 1, elements: rows),
      Matrix(rows: centroids.count, columns: 1, elements: centroids))
  }
}

/// Points assigned to centroids, and the region around these.
private struct StandingWorld {
  private let engine: AssignmentEngine<Double>
  private var region: StandingCertificate<Double>

  init(_ points: Matrix<Double>, _ centroids: Matrix<Double>) throws {
    engine = AssignmentEngine(
      try ScaledPoints(points, weights: nil), clusterCount: centroids.rows, kernels: Kernels(.best),
      parallel: ParallelRows(threads: 1))
    engine.move(to: centroids)
    _ = engine.relabel()
    region = StandingCertificate(engine)
  }

  var labels: [Int32] { engine.labels }

  mutating func holds(at centroids: [Double]) -> Bool {
    centroids.withUnsafeBufferPointer { region.holds(at: $0, engine) }
  }
}
