import Clustering
import Matrices
import Testing

struct StatisticsTests {
  @Test func countsMeansAndLossAreThoseOfNaiveSums() throws {
    for seed in UInt64(0)..<10 {
      let frozen = Frozen(seed: seed)
      let statistics = try frozen.statistics()
      for cluster in 0..<frozen.clusterCount {
        let rows = frozen.labels.indices.filter { Int(frozen.labels[$0]) == cluster }
        #expect(statistics.counts[cluster] == rows.count, "seed \(seed)")
        let mass = rows.reduce(0) { $0 + frozen.weights[$1] }
        #expect(abs(statistics.masses[cluster] - mass) <= 1e-13 * mass, "seed \(seed)")
        for column in 0..<frozen.points.columns where mass > 0 {
          let sum = rows.reduce(0) { $0 + frozen.weights[$1] * frozen.points[$1, column] }
          #expect(abs(statistics.means[cluster, column] - sum / mass) <= 1e-13, "seed \(seed)")
        }
      }
      #expect(abs(statistics.loss - frozen.naiveLoss) <= 1e-13 * frozen.naiveLoss, "seed \(seed)")
    }
  }

  @Test func theGradientIsThatOfFiniteDifferences() throws {
    for seed in UInt64(0)..<10 {
      let frozen = Frozen(seed: seed)
      let gradient = try frozen.statistics().gradient(at: frozen.centroids).elements
      for index in gradient.indices {
        // The loss is quadratic: a central difference has no error but rounding, whatever the step.
        let step = 0x1p-6
        let slope = (try frozen.loss(moving: index, by: step) - frozen.loss(moving: index, by: -step)) / (2 * step)
        #expect(abs(gradient[index] - slope) <= 1e-9 * (1 + abs(slope)), "seed \(seed), element \(index)")
      }
    }
  }

  @Test func theHessianIsThatOfFiniteDifferences() throws {
    for seed in UInt64(0)..<10 {
      let frozen = Frozen(seed: seed)
      let statistics = try frozen.statistics()
      let columns = frozen.points.columns
      for index in 0..<frozen.centroids.count {
        let step = 0.25
        let curvature =
          (try frozen.loss(moving: index, by: step) - 2 * statistics.loss + frozen.loss(moving: index, by: -step))
          / (step * step)
        #expect(abs(statistics.hessianDiagonal[index / columns] - curvature) <= 1e-9 * (1 + curvature), "seed \(seed)")
      }
    }
  }

  @Test func integerWeightsHaveTheBitsOfRepeatedRows() throws {
    for seed in UInt64(0)..<10 {
      // Sixteenths below 8: every sum is exact.
      let points = randomMatrix(60, 4, seed: seed, lattice: true).mapped { $0 / 16 + 3 }
      var generator = SeededGenerator(seed: seed, stream: 1)
      let repeats = (0..<60).map { _ in generator.index(below: 5) }
      let labels = (0..<60).map { Int32($0 % 3) }
      let centroids = randomMatrix(3, 4, seed: seed, lattice: true)
      let weighted = try ClusterStatistics(
        points: points, labels: labels, centroids: centroids, weights: repeats.map(Double.init))
      let rows = repeats.indices.flatMap { Array(repeating: $0, count: repeats[$0]) }
      let repeated = try ClusterStatistics(
        points: points.selectingRows(rows), labels: rows.map { labels[$0] }, centroids: centroids)
      #expect(weighted.means == repeated.means, "seed \(seed)")
      #expect(weighted.masses == repeated.masses, "seed \(seed)")
      #expect(weighted.loss == repeated.loss, "seed \(seed)")
    }
  }

  @Test func meansAreRoundedOnce() throws {
    // 1/3 and 2/3, and a sum in which every partial Double sum would lose the small terms.
    let points: Matrix<Double> = [[1, 0x1p53], [0, 1], [0, 1], [1, 1], [1, 1], [0, -0x1p53]]
    let statistics = try ClusterStatistics(points: points, labels: [0, 0, 0, 1, 1, 1], centroids: [[0, 0], [0, 0]])
    #expect(statistics.means[0, 0] == 1.0 / 3)
    #expect(statistics.means[1, 0] == 2.0 / 3)
    #expect(statistics.means[0, 1] == (0x1p53 + 2) / 3)
    #expect(statistics.means[1, 1] == (-0x1p53 + 2) / 3)
  }

  /// 2^53 + 1 and 2^53 + 3 lie in the middle between two Doubles.
  @Test func meansInTheMiddleGoToTheEvenDouble() throws {
    let points: Matrix<Double> = [[0x1p53], [0x1p53 + 2], [0x1p53 + 2], [0x1p53 + 4]]
    let statistics = try ClusterStatistics(points: points, labels: [0, 0, 1, 1], centroids: [[0], [0]])
    #expect(statistics.means.elements == [0x1p53, 0x1p53 + 4])
  }
}

/// Points, labels, weights and centroids of a seed; the last cluster has no rows, one row no weight.
private struct Frozen {
  let clusterCount = 4
  let points: Matrix<Double>
  let centroids: Matrix<Double>
  let labels: [Int32]
  let weights: [Double]

  init(seed: UInt64) {
    points = randomMatrix(40, 3, seed: seed)
    centroids = randomMatrix(4, 3, seed: seed &+ 50)
    var generator = SeededGenerator(seed: seed, stream: 1)
    labels = (0..<40).map { _ in Int32(generator.index(below: 3)) }
    weights = (0..<40).map { $0 == 7 ? 0 : Double(generator.index(below: 100)) / 10 }
  }

  func statistics() throws -> ClusterStatistics {
    try ClusterStatistics(points: points, labels: labels, centroids: centroids, weights: weights)
  }

  var naiveLoss: Double {
    (0..<points.rows).reduce(0) {
      $0 + weights[$1] * canonicalDistance(points.row($1), centroids.row(Int(labels[$1])))
    }
  }

  func loss(moving index: Int, by step: Double) throws -> Double {
    var elements = centroids.elements
    elements[index] += step
    let moved = Matrix(rows: centroids.rows, columns: centroids.columns, elements: elements)
    return try ClusterStatistics(points: points, labels: labels, centroids: moved, weights: weights).loss
  }
}
