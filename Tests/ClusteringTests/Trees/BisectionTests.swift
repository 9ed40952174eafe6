import Clustering
import Matrices
import Testing

struct BisectionTests {
  private func centroids(_ points: Matrix<Double>, _ count: Int, by rule: ClusteringMethod.SplitRule) throws
    -> [[Double]]
  {
    try (UInt64(0)..<8).map { seed in
      try KMeans(clusterCount: count).with { ($0.method, $0.seed) = (.bisecting(rule), seed) }
        .fitted(to: points).centroids.elements.sorted()
    }
  }

  /// {0, 10} has an inertia of 50, {100, 101, 105} of 14 and one row more.
  @Test func theClusterWithTheLargestInertiaOrTheMostRowsIsSplit() throws {
    let points: Matrix<Double> = [[0], [10], [100], [101], [105]]
    #expect(try centroids(points, 2, by: .inertia).allSatisfy { $0 == [5, 102] })
    #expect(try centroids(points, 3, by: .inertia).allSatisfy { $0 == [0, 10, 102] })
    #expect(try centroids(points, 3, by: .size).allSatisfy { $0 == [5, 100.5, 105] })
  }

  /// By weight {0, 10} is the larger one, though it has fewer rows.
  @Test func sizeIsWeight() throws {
    let points: Matrix<Double> = [[0], [1], [100], [101], [105]]
    let model = try KMeans(clusterCount: 3).with { $0.method = .bisecting(.size) }
      .fitted(to: points, weights: [3, 3, 1, 1, 1])
    #expect(model.centroids.elements.sorted() == [0, 1, 102])
  }

  @Test func labelsAreTheNearestCentroidsAndThereAreExactlyAsMany() throws {
    for seed in UInt64(0)..<16 {
      var generator = SeededGenerator(seed: seed)
      let world = World.allCases[Int(seed) % World.allCases.count]
      let points = world.points(40 + generator.index(below: 100), 1 + generator.index(below: 4), seed: seed)
      let count = 1 + generator.index(below: Set(points.rowArrays).count)
      for rule in ClusteringMethod.SplitRule.allCases {
        let model = try KMeans(clusterCount: count).with { ($0.method, $0.seed) = (.bisecting(rule), seed) }
          .fitted(to: points)
        #expect(model.centroids.rows == count, "seed \(seed)")
        #expect(model.labels == bruteForceLabels(points, model.centroids), "seed \(seed)")
        #expect(model.iterations == 0 && model.trace.count == 1)
      }
    }
  }

  /// Twice the smaller squares vanish beside the larger one: a split must not end there.
  @Test func rowsWhoseDistancesVanishAreToldApartByTheirValues() throws {
    let points: Matrix<Double> = [[1], [0x1p-600], [0x1p-601], [0]]
    let model = try KMeans(clusterCount: 2).with { $0.method = .bisecting() }.fitted(to: points)
    #expect(model.counts.sorted() == [1, 3])
  }
}
