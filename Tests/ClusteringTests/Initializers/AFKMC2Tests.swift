import Clustering
import Matrices
import Testing

struct AFKMC2Tests {
  /// How often each of three rows comes second where row 0 is first.
  private func shares(chainLength: Int, weights: [Double]? = nil) throws -> [Double] {
    let points: Matrix<Double> = [[0], [1], [2]]
    var seen = [0.0, 0, 0]
    for seed in UInt64(0)..<6000 {
      let start = try KMeans(clusterCount: 2).with {
        ($0.initializer, $0.seed, $0.threadCount) = (.afkMC2(chainLength: chainLength), seed, 1)
      }.startCentroids(for: .double(points), weights: weights).elements
      if start[0] == 0 { seen[Int(start[1])] += 1 }
    }
    return seen.map { $0 / seen.reduce(0, +) }
  }

  /// q = D² / (2 · 5) + 1 / (2 · 3).
  @Test func oneProposalIsDrawnHalfByDistanceHalfUniformly() throws {
    let shares = try shares(chainLength: 1)
    let expected = [1.0 / 6, 0.1 + 1.0 / 6, 0.4 + 1.0 / 6]
    for (share, expected) in zip(shares, expected) { #expect(abs(share - expected) < 0.04) }
  }

  /// By weight 3: D² counts 1 · 3 and 4 · 1, all weights are 5: q = 3 / 14 + 3 / 10 for row 1.
  @Test func proposalsGoByWeight() throws {
    let shares = try shares(chainLength: 1, weights: [1, 3, 1])
    let expected = [0.1, 3.0 / 14 + 0.3, 4.0 / 14 + 0.1]
    for (share, expected) in zip(shares, expected) { #expect(abs(share - expected) < 0.05) }
  }

  /// In the limit w D²: 1 to 4, and with weights 3 to 4.
  @Test func longChainsAreKMeansPlusPlus() throws {
    let cases: [(weights: [Double]?, expected: [Double])] = [
      (nil, [0, 0.2, 0.8]), ([1, 3, 1], [0, 3.0 / 7, 4.0 / 7]),
    ]
    for (weights, expected) in cases {
      let shares = try shares(chainLength: 30, weights: weights)
      for (share, expected) in zip(shares, expected) { #expect(abs(share - expected) < 0.05) }
    }
  }

  @Test func itFindsEveryFarBlob() throws {
    for seed in UInt64(0)..<10 {
      let points = blobs(4, rowsPerBlob: 50, columns: 2, seed: seed)
      let start = try KMeans(clusterCount: 4).with { ($0.initializer, $0.seed) = (.afkMC2(), seed) }
        .startCentroids(for: .double(points))
      #expect(Set(try start.assigned(to: points).labels).count == 4)
      let again = try KMeans(clusterCount: 4).with { ($0.initializer, $0.seed, $0.threadCount) = (.afkMC2(), seed, 3) }
        .startCentroids(for: .double(points))
      #expect(again == start, "seed \(seed)")
    }
  }
}
