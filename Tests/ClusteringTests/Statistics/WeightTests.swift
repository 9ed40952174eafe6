import Clustering
import Matrices
import Testing

struct WeightTests {
  @Test func aRowWithoutWeightMovesNoCentroid() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(50, 3, seed: seed)
      // Row 49 is far away: with any weight it would take a cluster for itself.
      let outlier = Matrix(rows: 51, columns: 3, elements: points.elements + [50, 50, 50])
      let start = points.selectingRows(0..<4)
      let kmeans = KMeans(clusterCount: 4).with { $0.initializer = .given(start) }
      let without = try kmeans.fitted(to: points)
      let with = try kmeans.fitted(to: outlier, weights: Array(repeating: 1, count: 50) + [0])
      #expect(with.centroids == without.centroids, "seed \(seed)")
      #expect(with.inertia == without.inertia, "seed \(seed)")
      #expect(Array(with.labels.prefix(50)) == without.labels, "seed \(seed)")
      #expect(with.counts.reduce(0, +) == 51, "seed \(seed)")
    }
  }

  @Test func equalWeightsOfAPowerOfTwoChangeNoCentroid() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(50, 3, seed: seed)
      let kmeans = KMeans(clusterCount: 4).with { $0.seed = seed }
      let plain = try kmeans.fitted(to: points)
      let scaled = try kmeans.fitted(to: points, weights: Array(repeating: 0.25, count: 50))
      #expect(scaled.centroids == plain.centroids, "seed \(seed)")
      #expect(scaled.inertia == plain.inertia / 4, "seed \(seed)")
    }
  }

  @Test func theOrderOfTheRowsDoesNotMatter() throws {
    for seed in UInt64(0)..<10 {
      let points = randomMatrix(200, 3, seed: seed)
      var generator = SeededGenerator(seed: seed, stream: 1)
      let weights = (0..<200).map { _ in Double(generator.index(below: 1000)) / 7 }
      let order = (0..<200).shuffled(using: &generator)
      let kmeans = KMeans(clusterCount: 6).with { $0.initializer = .given(points.selectingRows(0..<6)) }
      let model = try kmeans.fitted(to: points, weights: weights)
      let shuffled = try kmeans.fitted(to: points.selectingRows(order), weights: order.map { weights[$0] })
      #expect(shuffled.centroids == model.centroids, "seed \(seed)")
      #expect(shuffled.inertia == model.inertia, "seed \(seed)")
      #expect(shuffled.counts == model.counts, "seed \(seed)")
      #expect(shuffled.labels == order.map { model.labels[$0] }, "seed \(seed)")
    }
  }

  @Test(arguments: [-1, -Double.leastNonzeroMagnitude, .nan, .infinity])
  func anUnusableWeightIsNamedByItsRow(_ weight: Double) {
    let points: Matrix<Double> = [[0], [1], [2]]
    #expect(throws: ClusteringError.weightNotUsable(row: 2)) {
      try KMeans(clusterCount: 2).fitted(to: points, weights: [1, 0, weight])
    }
    #expect(throws: ClusteringError.weightNotUsable(row: 2)) {
      try ClusterStatistics(points: points, labels: [0, 0, 0], centroids: [[0]], weights: [1, 0, weight])
    }
    #expect(throws: ClusteringError.weightNotUsable(row: 2)) {
      try points.assigned(to: [[0]], weights: [1, 0, weight])
    }
  }

  @Test(arguments: [0, 2, 4])
  func anotherNumberOfWeightsIsAnError(_ count: Int) {
    let points: Matrix<Double> = [[0], [1], [2]]
    let weights = [Double](repeating: 1, count: count)
    #expect(throws: ClusteringError.weightCount(given: count, rows: 3)) {
      try KMeans(clusterCount: 2).fitted(to: points, weights: weights)
    }
    #expect(throws: ClusteringError.weightCount(given: count, rows: 3)) {
      try ClusterStatistics(points: points, labels: [0, 0, 0], centroids: [[0]], weights: weights)
    }
  }

  @Test func clustersNeedDistinctRowsOfPositiveWeight() {
    let points: Matrix<Double> = [[0], [1], [2]]
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 2, clusterCount: 3)) {
      try KMeans(clusterCount: 3).fitted(to: points, weights: [1, 1, 0])
    }
  }
}
