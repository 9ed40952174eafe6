import Clustering
import Matrices
import Testing

struct LocalMinimumTests {
  @Test func nothingWithinTheRadiusIsBetterThanALocalMinimum() throws {
    for seed in UInt64(0)..<20 {
      let points = randomMatrix(40, 3, seed: seed)
      let model = try KMeans(clusterCount: 4).with { $0.seed = seed }.fitted(to: points)
      let radius = try #require(model.region.radius)
      #expect(model.stopReason == .fixedPoint, "seed \(seed)")
      #expect(model.isLocalMinimum == (radius > 0), "seed \(seed)")
      var generator = SeededGenerator(seed: seed, stream: 1)
      for share in [0.01, 0.5, 0.99] {
        let moved = scattered(model.centroids, by: share * radius, using: &generator)
        #expect(try points.assigned(to: moved).inertia > model.inertia, "seed \(seed), \(share) of the radius")
      }
    }
  }

  @Test func centroidsThatAreNotMeansAreNoLocalMinimum() throws {
    for seed in UInt64(0)..<5 {
      let points = randomMatrix(40, 3, seed: seed)
      let model = try KMeans(clusterCount: 4).with {
        $0.seed = seed
        $0.maximumIterations = 0
      }.fitted(to: points)
      #expect(!model.isLocalMinimum, "seed \(seed)")
      #expect(try #require(model.region.radius) > 0, "seed \(seed)")
    }
  }

  /// Row 1 is as far from the mean of 0 and 2 as from 3: giving it away is a descent.
  @Test func aFixedPointWithATiedRowIsNoLocalMinimum() throws {
    let points: Matrix<Double> = [[0], [2], [3]]
    let model = try fit(points, from: [[1], [3]])
    #expect(model.stopReason == .fixedPoint)
    #expect(model.labels == [0, 0, 1])
    #expect(model.region.radius == 0)
    #expect(model.region.tightest?.row == 1)
    #expect(!model.isLocalMinimum)
    #expect(try points.assigned(to: [[1], [2.9]]).inertia < model.inertia)
  }

  @Test func coincidentCentroidsHaveRadiusZero() throws {
    let model = try fit([[0], [2]], from: [[1], [1]], maximumIterations: 0)
    #expect(model.labels == [0, 0])
    #expect(model.region.radius == 0)
    #expect(model.region.margins == [0, 0])
    #expect(model.region.tightest?.rival == 1)
    #expect(!model.isLocalMinimum)
  }

  /// All rows are 2 from a border, and row 0 as far from centroid 1 as from 2.
  @Test func ofEqualConstraintsTheFirstIsNamed() throws {
    let model = try fit([[0], [8], [4], [-4]], from: [[0], [4], [-4], [8]], maximumIterations: 0)
    #expect(model.region.margins.allSatisfy { $0 > 1.99 && $0 <= 2 })
    #expect(model.region.tightest?.row == 0)
    #expect(model.region.tightest?.owner == 0)
    #expect(model.region.tightest?.rival == 1)
  }

  @Test func oneClusterIsUnbounded() throws {
    let points = randomMatrix(30, 2, seed: 1)
    let model = try KMeans(clusterCount: 1).fitted(to: points)
    #expect(model.region.radius == nil)
    #expect(model.region.tightest == nil)
    #expect(model.region.margins.allSatisfy { $0 == .infinity })
    #expect(try model.region.contains([[1e9, -1e9]], points: points))
    #expect(model.isLocalMinimum)
    let start = try KMeans(clusterCount: 1).with { $0.maximumIterations = 0 }.fitted(to: points)
    #expect(start.region.radius == nil)
    #expect(!start.isLocalMinimum)
  }

  @Test func anEmptyClusterDoesNotKeepAModelFromBeingALocalMinimum() throws {
    let points: Matrix<Double> = [[0], [2]]
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[1], [9]])
      $0.maximumIterations = 0
    }.fitted(to: points)
    #expect(model.counts == [2, 0])
    #expect(model.isLocalMinimum)
  }

  @Test func otherShapesAreErrors() throws {
    let points: Matrix<Double> = [[0], [1], [5]]
    let model = try fit(points, from: [[0], [5]])
    #expect(throws: ClusteringError.startCentroidCount(given: 1, clusterCount: 2)) {
      try model.region.contains([[0]], points: points)
    }
    #expect(throws: ClusteringError.dimensionMismatch(points: 1, centroids: 2)) {
      try model.region.contains([[0, 0], [5, 0]], points: points)
    }
  }

  private func fit(
    _ points: Matrix<Double>, from start: Matrix<Double>, maximumIterations: Int = 300
  ) throws -> KMeansModel {
    try KMeans(clusterCount: start.rows).with {
      $0.initializer = .given(start)
      $0.maximumIterations = maximumIterations
    }.fitted(to: points)
  }
}
