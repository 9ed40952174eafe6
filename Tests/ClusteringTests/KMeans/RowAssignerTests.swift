import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// One row at a time has the bits of all rows at once.
struct RowAssignerTests {
  private static let sets = InstructionSet.allCases.filter(\.isAvailable)

  @Test func aRowWorkedByHand() throws {
    let assigner = try RowAssigner([[0, 0], [3, 4], [0, 10]])
    #expect(try assigner.nearest(to: [3, 3] as [Double]) == .init(label: 1, squaredDistance: 1))
    // As far from the first as from the second.
    #expect(try assigner.nearest(to: [1.5, 2] as [Float]) == .init(label: 0, squaredDistance: 6.25))
  }

  /// Clusters and dimensions on both sides of every border between ways to score.
  @Test(
    arguments: World.allCases, [(1, 3), (3, 40), (8, 16), (9, 16), (70, 7), (65, 17), (300, 33), (1000, 5), (129, 130)])
  func everyInstructionSetGivesTheBitsOfAssign(_ world: World, _ size: (clusters: Int, dimensions: Int)) throws {
    let points = world.points(extent(40, unoptimised: 12), size.dimensions, seed: 5)
    let centroids = world.points(size.clusters, size.dimensions, seed: 6)
    for set in Self.sets {
      try expectAgreement(points, centroids, set)
      try expectAgreement(points.converted(to: Float.self).converted(), centroids, set)
    }
  }

  private func expectAgreement(_ points: Matrix<Double>, _ centroids: Matrix<Double>, _ set: InstructionSet) throws {
    let assigner = try RowAssigner(centroids, instructionSet: set)
    for row in 0..<points.rows {
      let whole = try points.selectingRows([row]).assigned(to: centroids)
      let nearest = try assigner.nearest(to: points.row(row))
      #expect(nearest.label == whole.labels[0], "row \(row) by \(set)")
      #expect(nearest.squaredDistance.bitPattern == whole.squaredDistances[0].bitPattern, "row \(row) by \(set)")
      let narrow = points.row(row).map { Float($0) }
      guard narrow.map({ Double($0) }) == points.row(row) else { continue }
      #expect(try assigner.nearest(to: narrow) == nearest)
      #expect(try assigner.nearest(to: narrow.span) == nearest)
    }
  }

  /// Hundreds of candidates that no score tells apart: the list of them overflows.
  @Test func centroidsThatScoresCannotTellApart() throws {
    let (clusters, dimensions) = (1000, 24)
    let noise = randomMatrix(clusters, dimensions, seed: 8)
    let centroids = noise.mapped { 1 + 1e-9 * $0 }
    let far = randomMatrix(20, dimensions, seed: 9)
    for set in Self.sets {
      try expectAgreement(far, centroids, set)
      try expectAgreement(far, centroids.selectingRows(Array(repeating: 7, count: clusters)), set)
    }
  }

  /// Magnitudes that have to be scaled, and rows that leave the centroids far behind.
  @Test(arguments: [1e-160, 1e-25, 0, 1, 1e9, 1e20, 1e100], [1e-170, 1, 1e8, 1e30])
  func extremeMagnitudes(_ scale: Double, _ rowScale: Double) throws {
    let centroids = randomMatrix(40, 20, seed: 3).mapped { scale * $0 }
    let points = randomMatrix(6, 20, seed: 4).mapped { rowScale * $0 }
    for set in Self.sets { try expectAgreement(points, centroids, set) }
  }

  @Test func manyDimensions() throws {
    for dimensions in [4096, 4097] {
      try expectAgreement(
        randomMatrix(3, dimensions, seed: 1), randomMatrix(20, dimensions, seed: 2), .best)
    }
  }

  @Test func whatCannotBeAssignedIsNamed() throws {
    let assigner = try RowAssigner(randomMatrix(100, 20, seed: 1))
    #expect(throws: ClusteringError.dimensionMismatch(points: 3, centroids: 20)) {
      try assigner.nearest(to: [1, 2, 3] as [Double])
    }
    for bad in [Float.nan, .infinity, -.infinity] {
      var row = [Float](repeating: 0, count: 20)
      row[13] = bad
      #expect(throws: ClusteringError.notFinite(row: 0, column: 13)) { try assigner.nearest(to: row) }
    }
    #expect(throws: ClusteringError.inertiaNotRepresentable) {
      try assigner.nearest(to: [Double](repeating: 1e200, count: 20))
    }
    #expect(throws: ClusteringError.startCentroidNotFinite(row: 1, column: 0)) { try RowAssigner([[0], [.nan]]) }
  }

  @Test func manyTasksShareOne() async throws {
    let points = blobs(30, rowsPerBlob: 20, columns: 40, seed: 2)
    let model = try KMeans(clusterCount: 30).fitted(to: points)
    let assigner = try model.rowAssigner()
    let labels = try await withThrowingTaskGroup(of: (Int, [Int32]).self) { group in
      for part in 0..<6 {
        group.addTask {
          (part, try (100 * part..<100 * part + 100).map { try assigner.nearest(to: points.row($0)).label })
        }
      }
      return try await group.reduce(into: [Int: [Int32]]()) { $0[$1.0] = $1.1 }
    }
    #expect((0..<6).flatMap { labels[$0] ?? [] } == model.labels)
  }
}
