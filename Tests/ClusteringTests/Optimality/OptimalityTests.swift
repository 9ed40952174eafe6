import Clustering
import Matrices
import Testing

@Suite struct OptimalityTests {
  /// {0, 1}, {10, 11}: two clusters of inertia 0.5 each, and nothing less.
  @Test func twoPairsOnALineAreTheBestPossible() throws {
    var kMeans = KMeans(clusterCount: 2)
    kMeans.seeksOptimum = true
    let model = try kMeans.fitted(to: Matrix<Float>([[0], [11], [1], [10]]))
    #expect(model.centroids.elements == [0.5, 10.5])
    #expect(model.labels == [0, 1, 0, 1])
    #expect(model.optimality?.lowerBound == 1 && model.optimality?.gap == 0)
    #expect(model.optimality?.method == .segmentation)
    #expect(model.stopReason == .fixedPoint && model.isLocalMinimum)
  }

  /// A corner of a square and its opposite, twice: the optimum of two clusters pairs neighbours.
  @Test func theBoundReachesTheOptimumOfSeparateClusters() throws {
    let points = Matrix<Double>([[0, 0], [0, 1], [1, 0], [20, 0], [20, 1], [21, 0], [0, 30], [1, 30], [0, 31]])
    var kMeans = KMeans(clusterCount: 3)
    kMeans.boundsInertia = true
    let optimality = try #require(try kMeans.fitted(to: points).optimality)
    #expect(optimality.method == .semidefinite)
    #expect(optimality.lowerBound <= 4 && optimality.lowerBound > 4 * (1 - 2e-4))
    #expect(optimality.gap ?? 1 < 2e-4)
  }

  @Test(arguments: 0..<20) func noBoundExceedsTheBruteForceOptimum(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let d = Int.random(in: 1...4, using: &generator)
    let n = Int.random(in: 3...7, using: &generator)
    let k = Int.random(in: 1...3, using: &generator)
    let isWhole = Bool.random(using: &generator)
    let points = Matrix<Double>(
      rows: n, columns: d,
      elements: (0..<(n * d)).map { _ in
        isWhole ? Double(Int.random(in: 0..<4, using: &generator)) : generator.signedUnit() * 1e-150
      })
    let weights: [Double]? =
      Bool.random(using: &generator) ? (0..<n).map { _ in Double(Int.random(in: 1...4, using: &generator)) } : nil
    var kMeans = KMeans(clusterCount: k)
    kMeans.boundsInertia = true
    kMeans.seed = seed
    guard let model = try? kMeans.fitted(to: points, weights: weights) else { return }
    let optimality = try #require(model.optimality)
    let least = Partitions.leastInertia(points, weights, k)
    #expect(optimality.lowerBound <= least * (1 + 1e-13), "seed \(seed)")
    #expect(optimality.lowerBound <= model.inertia)
    if d == 1 || k == 1 { #expect(optimality.lowerBound >= least * (1 - 1e-12), "seed \(seed)") }
  }

  @Test func subsetsBoundMoreRowsThanOneProgrammeHolds() throws {
    var generator = TestGenerator(seed: 1)
    // 210 rows: two subsets.
    let elements = (0..<420).map { index -> Float in
      let place = Double(index / 2 % 3) * (index % 2 == 0 ? 20 : 7)
      return Float(place + generator.signedUnit())
    }
    let points = Matrix<Float>(rows: 210, columns: 2, elements: elements)
    var kMeans = KMeans(clusterCount: 3)
    kMeans.boundsInertia = true
    let model = try kMeans.fitted(to: points)
    let gap = model.optimality?.gap ?? 1
    #expect(gap < 0.01)
    kMeans.threadCount = 1
    #expect(try kMeans.fitted(to: points).optimality == model.optimality)
  }

  @Test func manyClustersFallBackOnEigenvalues() throws {
    var generator = TestGenerator(seed: 2)
    let points = Matrix<Float>(rows: 400, columns: 2, elements: (0..<800).map { _ in Float(generator.signedUnit()) })
    var kMeans = KMeans(clusterCount: 200)
    kMeans.boundsInertia = true
    let optimality = try #require(try kMeans.fitted(to: points).optimality)
    #expect(optimality.lowerBound == 0 && optimality.gap == nil)
    #expect(optimality.method == .spectral)
  }

  @Test func whatTheOptimumHasNoUseForIsRefused() throws {
    let line = Matrix<Float>([[0], [1], [10]])
    var kMeans = KMeans(clusterCount: 2)
    kMeans.seeksOptimum = true
    #expect(throws: ClusteringError.optimumNeedsOneColumn(columns: 2)) {
      try kMeans.fitted(to: Matrix<Float>([[0, 1], [1, 2], [10, 3]]))
    }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusterCount: 2)) {
      try kMeans.fitted(to: Matrix<Float>([[1], [1]]))
    }
    kMeans.restarts = 3
    #expect(throws: ClusteringError.cannotCombine("optimal", "restarts")) { try kMeans.fitted(to: line) }
    kMeans.restarts = 1
    kMeans.initializer = .random
    #expect(throws: ClusteringError.cannotCombine("optimal", "initializer random")) { try kMeans.fitted(to: line) }
    kMeans.initializer = .kMeansPlusPlus
    kMeans.solver = .newton(relaxation: 1)
    #expect(throws: ClusteringError.cannotCombine("optimal", "solver newton")) { try kMeans.fitted(to: line) }
  }

  @Test func aCancelledBoundLeavesTheModel() throws {
    var generator = TestGenerator(seed: 4)
    let points = Matrix<Float>(rows: 60, columns: 2, elements: (0..<120).map { _ in Float(generator.signedUnit()) })
    var kMeans = KMeans(clusterCount: 3)
    kMeans.boundsInertia = true
    let cancellation = Cancellation()
    kMeans.cancellation = cancellation
    let model = try kMeans.fitted(to: points, progress: { if $0.iteration >= 1 { cancellation.cancel() } })
    #expect(model.optimality == nil && model.labels.count == 60)
  }
}

/// All assignments of a few rows.
enum Partitions {
  static func leastInertia(_ points: Matrix<Double>, _ weights: [Double]?, _ clusterCount: Int) -> Double {
    var labels = [Int](repeating: 0, count: points.rows)
    var least = Double.infinity
    repeat {
      least = min(least, inertia(points, weights, labels, clusterCount))
      var row = 0
      while row < labels.count, labels[row] == clusterCount - 1 {
        labels[row] = 0
        row += 1
      }
      if row == labels.count { return least }
      labels[row] += 1
    } while true
  }

  private static func inertia(
    _ points: Matrix<Double>, _ weights: [Double]?, _ labels: [Int], _ clusterCount: Int
  ) -> Double {
    var sum = 0.0
    for cluster in 0..<clusterCount {
      let rows = labels.indices.filter { labels[$0] == cluster }
      let mass = rows.reduce(0.0) { $0 + (weights?[$1] ?? 1) }
      for column in 0..<points.columns {
        let mean = rows.reduce(0.0) { $0 + (weights?[$1] ?? 1) * points[$1, column] } / mass
        for row in rows {
          let difference = points[row, column] - mean
          sum += (weights?[row] ?? 1) * difference * difference
        }
      }
    }
    return sum
  }
}
