import Clustering
import Matrices
import TesseraKernels
import Testing

/// What the radius promises, on random data of many shapes, judged by the definition of the labels.
struct RegionPropertyTests {
  static let shapes = [(1, 2), (1, 7), (2, 3), (2, 15), (3, 5), (9, 2), (9, 13), (20, 4), (20, 15)]

  @Test(arguments: shapes)
  func movesBelowTheRadiusKeepEveryLabel(_ dimensions: Int, _ clusterCount: Int) throws {
    try forEachModel(dimensions, clusterCount) { points, model, generator, seed in
      let radius = try #require(model.region.radius)
      for share in [0.5, 0.9, 0.999_999] {
        let moved = scattered(model.centroids, by: share * radius, using: &generator)
        let drift = LocalityRegion.drift(from: model.centroids, to: moved)
        try #require(drift.allSatisfy { $0 < radius }, "seed \(seed)")
        #expect(bruteForceLabels(points, moved) == model.labels, "seed \(seed), \(share) of the radius")
        #expect(try model.region.contains(moved, points: points), "seed \(seed), \(share) of the radius")
      }
    }
  }

  @Test(arguments: shapes)
  func slightlyMoreThanTheRadiusFlipsTheTightestRow(_ dimensions: Int, _ clusterCount: Int) throws {
    try forEachModel(dimensions, clusterCount) { points, model, _, seed in
      let tightest = try #require(model.region.tightest)
      let row = points.row(tightest.row)
      #expect(tightest.margin == model.region.margins.min(), "seed \(seed)")
      let beyond = squeezed(model.centroids, tightest, row: row, by: tightest.margin * (1 + 1e-6))
      #expect(bruteForceLabels(points, beyond)[tightest.row] != model.labels[tightest.row], "seed \(seed)")
      #expect(try !model.region.contains(beyond, points: points), "seed \(seed)")
      let within = squeezed(model.centroids, tightest, row: row, by: tightest.margin * (1 - 1e-6))
      #expect(bruteForceLabels(points, within) == model.labels, "seed \(seed)")
    }
  }

  @Test(arguments: shapes)
  func containsIsEqualityOfTheLabels(_ dimensions: Int, _ clusterCount: Int) throws {
    try forEachModel(dimensions, clusterCount) { points, model, generator, seed in
      let radius = try #require(model.region.radius)
      for factor in [0.1, 1, 3, 10, 100] {
        let moved = scattered(model.centroids, by: factor * radius, using: &generator)
        let isEqual = bruteForceLabels(points, moved) == model.labels
        #expect(try model.region.contains(moved, points: points) == isEqual, "seed \(seed), \(factor) radii")
      }
    }
  }

  @Test(arguments: shapes)
  func marginsAreHalfTheDifferenceOfTheTwoSmallestDistances(_ dimensions: Int, _ clusterCount: Int) throws {
    try forEachModel(dimensions, clusterCount) { points, model, _, seed in
      for row in 0..<points.rows {
        let distances = (0..<clusterCount).map { cluster in
          canonicalDistance(points.row(row), model.centroids.row(cluster)).squareRoot()
        }.sorted()
        let margin = (distances[1] - distances[0]) / 2
        let difference = margin - model.region.margins[row]
        #expect(abs(difference) <= 1e-14 * distances[1], "seed \(seed), row \(row)")
      }
    }
  }

  /// A few models of Float and Double data, some of them far from converged.
  private func forEachModel(
    _ dimensions: Int, _ clusterCount: Int,
    _ body: (Matrix<Double>, KMeansModel, inout SeededGenerator, UInt64) throws -> Void
  ) throws {
    for seed in UInt64(0)..<6 {
      let points = randomMatrix(50, dimensions, seed: seed)
      let kmeans = KMeans(clusterCount: clusterCount).with {
        $0.seed = seed
        $0.maximumIterations = [0, 2, 300][Int(seed % 3)]
      }
      var generator = SeededGenerator(seed: seed, stream: 1)
      if seed % 2 == 0 {
        try body(points, try kmeans.fitted(to: points), &generator, seed)
      } else {
        let single: Matrix<Float> = points.converted()
        try body(single.converted(), try kmeans.fitted(to: single), &generator, seed)
      }
    }
  }
}
