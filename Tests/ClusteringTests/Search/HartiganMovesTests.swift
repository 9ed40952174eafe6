import Clustering
import Matrices
import Testing

struct HartiganMovesTests {
  /// 0 and 4 beside 7: to Lloyd 4 is nearer to 2 than to 7. Without it 0 gains 2 / 1 * 4 = 8, with it 7 loses 1 / 2 * 9 = 4.5.
  @Test func aRowMovesThatLloydLeaves() throws {
    let points: Matrix<Double> = [[0], [4], [7]]
    let kmeans = KMeans(clusterCount: 2).with { $0.initializer = .given([[2], [7]]) }
    #expect(try kmeans.fitted(to: points).inertia == 8)
    let model = try kmeans.with { $0.quality = .methods([.hartiganWong]) }.fitted(to: points)
    #expect(model.inertia == 4.5)
    #expect(model.labels == [0, 1, 1])
    #expect(model.centroids == [[0], [5.5]])
    #expect(model.stopReason == .fixedPoint)
    #expect(model.search?.methods.map(\.name) == ["restarts", "hartigan-wong"])
    #expect(model.search?.methods.map(\.improvements) == [0, 1])
  }

  /// With weight 2 the row gains 2 * 3 / 1 * (4 / 3)^2 = 32 / 3 and costs 2 * 1 / 3 * 9 = 6.
  @Test func aRowMovesWithItsWholeWeight() throws {
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[8.0 / 3], [7]])
      $0.quality = .methods([.hartiganWong])
    }.fitted(to: [[0], [4], [7]] as Matrix<Double>, weights: [1, 2, 1])
    #expect(model.inertia == 6)
    #expect(model.centroids == [[0], [5]])
  }

  /// The last row of a cluster stays, and so does one without weight.
  @Test func noClusterIsLeftWithoutWeight() throws {
    let model = try KMeans(clusterCount: 2).with {
      $0.initializer = .given([[0], [5]])
      $0.quality = .methods([.hartiganWong])
    }.fitted(to: [[0], [1], [5], [6]] as Matrix<Double>, weights: [1, 0, 1, 1])
    #expect(model.inertia == 0.5)
    #expect(model.counts == [2, 2])
  }

  /// At the end no single move lowers the inertia, by the definition.
  @Test func noMoveIsLeft() throws {
    for seed in UInt64(0)..<12 {
      let (k, d) = (3 + Int(seed % 5), 1 + Int(seed % 3))
      let points = randomMatrix(60 + 10 * Int(seed), d, seed: seed)
      let weights = seed % 2 == 0 ? nil : (0..<points.rows).map { Double(1 + $0 % 3) }
      let model = try KMeans(clusterCount: k).with {
        $0.seed = seed
        $0.quality = .methods([.hartiganWong])
      }.fitted(to: points, weights: weights)
      let best = lowestAfterAMove(points.converted(), model, weights ?? Array(repeating: 1, count: points.rows))
      #expect(best >= model.inertia * (1 - 1e-9), "seed \(seed)")
    }
  }

  /// The smallest inertia that a move of one row leads to, each evaluated from its definition.
  private func lowestAfterAMove(_ points: Matrix<Double>, _ model: KMeansModel, _ weights: [Double]) -> Double {
    var lowest = Double.infinity
    for row in 0..<points.rows where model.counts[Int(model.labels[row])] > 1 {
      for target in 0..<model.centroids.rows where target != Int(model.labels[row]) {
        var labels = model.labels
        labels[row] = Int32(target)
        lowest = min(lowest, inertia(of: labels, points, weights, clusterCount: model.centroids.rows))
      }
    }
    return lowest
  }

  private func inertia(of labels: [Int32], _ points: Matrix<Double>, _ weights: [Double], clusterCount: Int) -> Double {
    var total = 0.0
    for cluster in 0..<clusterCount {
      let rows = labels.indices.filter { labels[$0] == Int32(cluster) }
      let weight = rows.reduce(0) { $0 + weights[$1] }
      for column in 0..<points.columns where weight > 0 {
        let mean = rows.reduce(0) { $0 + weights[$1] * points[$1, column] } / weight
        total += rows.reduce(0) { $0 + weights[$1] * (points[$1, column] - mean) * (points[$1, column] - mean) }
      }
    }
    return total
  }
}
