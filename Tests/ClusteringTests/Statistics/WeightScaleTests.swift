import Matrices
import Testing

@testable import Clustering

/// Weights of any magnitude.
struct WeightScaleTests {
  /// 0.7167... five times over and so on: fl(5 x) would lose digits that five additions do not.
  @Test func wholeWeightsGiveTheBitsOfRepeatedRows() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      let points = randomMatrix(30, seed % 2 == 0 ? 1 : 9, seed: seed)
      let weights = (0..<30).map { _ in generator.index(below: 6) }
      let rows = (0..<30).flatMap { Array(repeating: $0, count: weights[$0]) }
      let start = points.selectingRows(rows[..<3].map { $0 } + [rows[rows.count - 1]])
      let kmeans = KMeans(clusterCount: 4).with {
        $0.initializer = .given(start)
        $0.maximumIterations = 5
        if seed % 4 == 3 { $0.solver = .gradientDescent() }
      }
      guard Set(rows.prefix(3)).count == 3 else { continue }
      let weighted = try kmeans.fitted(to: points, weights: weights.map { Double($0) })
      let repeated = try kmeans.fitted(to: points.selectingRows(rows))
      #expect(weighted.centroids == repeated.centroids, "seed \(seed)")
      #expect(weighted.inertia == repeated.inertia, "seed \(seed)")
      for (left, right) in zip(weighted.trace, repeated.trace) {
        let (left, right) = (try #require(left.inertia), try #require(right.inertia))
        #expect((left - right).magnitude <= 0x1p-51 * right, "seed \(seed)")
      }
    }
  }

  @Test func reportedWeightsGiveTheBitsOfRepeatedRows() throws {
    let values = [0.7167506805637281, 0.6460450235663548, 0.6113386842752012, 0.07371643262453753]
    let points = Matrix(rows: 4, columns: 1, elements: values)
    let weights = [5.0, 2, 1, 5]
    let rows = [0, 0, 0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 3]
    let weighted = try KMeans(clusterCount: 1).fitted(to: points, weights: weights)
    let repeated = try KMeans(clusterCount: 1).fitted(to: points.selectingRows(rows))
    #expect(weighted.centroids == repeated.centroids)
  }

  @Test(arguments: [1e-300, 1e-200, 1e-60, 1e60, 1e200, 1e300])
  func aCommonFactorOfAllWeightsChangesNothing(_ factor: Double) throws {
    let power = FixedPoint.scaled(1, by: Int(factor.exponent))
    for seed in UInt64(0)..<4 {
      let points = randomMatrix(80, 2, seed: seed)
      var generator = SeededGenerator(seed: seed)
      let weights = (0..<80).map { _ in Double(generator.index(below: 1000)) / 7 }
      for initializer: any Initializer in [.kMeansPlusPlus, .kMeansParallel(), .random] as [any Initializer] {
        let kmeans = KMeans(clusterCount: 5).with {
          $0.initializer = initializer
          $0.seed = seed
        }
        let plain = try kmeans.fitted(to: points, weights: weights)
        let scaled = try kmeans.fitted(to: points, weights: weights.map { $0 * power })
        let name = "seed \(seed), \(initializer.name)"
        #expect(scaled.centroids == plain.centroids && scaled.labels == plain.labels, "\(name)")
        #expect(scaled.inertia == plain.inertia * power, "\(name)")
        #expect(scaled.trace.map(\.inertia) == plain.trace.map { $0.inertia.map { $0 * power } }, "\(name)")
      }
      let batches = KMeans(clusterCount: 5).with {
        $0.solver = .gradientDescent(batchSize: 200, scalesByCount: true)
        $0.maximumIterations = 20
      }
      let plain = try batches.fitted(to: points, weights: weights)
      let scaled = try batches.fitted(to: points, weights: weights.map { $0 * power })
      #expect(scaled.centroids == plain.centroids, "seed \(seed)")
    }
  }

  @Test func aClusterOfLightRowsIsNotEmpty() throws {
    let points: Matrix<Double> = [[0], [1], [10], [13]]
    let model = try KMeans(clusterCount: 2).with { $0.initializer = .given([[0], [12]]) }
      .fitted(to: points, weights: [1e30, 3e30, 1e-30, 2e-30])
    #expect(model.centroids.elements == [0.75, 12])
  }

  /// Weights that do not add up to whole numbers, in batches larger than the data.
  /// What such a batch can weigh, and its loss, may be more than a Double holds, though all rows together are not: no rate helps.
  @Test func largeBatchesOfLargeNumbersAreNamed() {
    let points: Matrix<Double> = [[0, 0], [1, 1], [2, 5]]
    let kmeans = KMeans(clusterCount: 2).with { $0.solver = .gradientDescent(batchSize: 100_000) }
    #expect(throws: ClusteringError.weightsTooLarge) {
      try kmeans.fitted(to: points, weights: [1, 1e305, 1])
    }
    let large = Matrix(rows: 3, columns: 2, elements: points.elements.map { $0 * 0x1p505 })
    #expect(throws: ClusteringError.inertiaNotRepresentable) { try kmeans.fitted(to: large) }
  }

  @Test func batchesMayBeLargerThanTheData() throws {
    let points: Matrix<Double> = [[0, 0], [1, 1], [2, 5]]
    for size in [50, 4000, 100_000] {
      for weight in [0.5, 1.0 / 3, 0x1p-1050, 1e300] {
        let kmeans = KMeans(clusterCount: 2).with {
          $0.solver = .gradientDescent(batchSize: size, scalesByCount: true)
          $0.maximumIterations = 8
        }
        let model = try kmeans.fitted(to: points, weights: [weight, weight, weight])
        #expect(model.counts.sorted() == [1, 2], "batches of \(size), weight \(weight)")
      }
    }
  }

  @Test func weightsThatCannotBeSummedOrHeldAreRefused() {
    let points: Matrix<Double> = [[2], [1], [5], [7]]
    #expect(throws: ClusteringError.weightsTooLarge) {
      try KMeans(clusterCount: 2).fitted(to: points, weights: [1e308, 1e308, 1e308, 1e308])
    }
    #expect(throws: ClusteringError.weightsTooFarApart(row: 2)) {
      try KMeans(clusterCount: 2).fitted(to: points, weights: [1e300, 0, 1e-100, 1])
    }
  }
}
