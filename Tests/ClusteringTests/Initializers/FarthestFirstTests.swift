import Clustering
import Matrices
import Testing

struct FarthestFirstTests {
  private func rows(_ points: Matrix<Double>, _ count: Int, weights: [Double]? = nil, seed: UInt64) throws -> Matrix<
    Double
  > {
    try KMeans(clusterCount: count).with { ($0.initializer, $0.seed) = (.farthestFirst, seed) }
      .startCentroids(for: .double(points), weights: weights)
  }

  /// From 0 or 4 the farthest is 10; from 10 it is 0.
  @Test func theFarthestRowIsNext() throws {
    for seed in UInt64(0)..<20 {
      let start = try rows([[0], [4], [10]], 2, seed: seed).elements
      #expect(start[1] == (start[0] == 10 ? 0 : 10), "seed \(seed)")
    }
  }

  /// The definition, written plainly; lattices have ties, of which the lowest row is next.
  @Test func everyRowIsTheFarthestFromThoseBefore() throws {
    for seed in UInt64(0)..<UInt64(extent(20, unoptimised: 6)) {
      let points = (seed % 2 == 0 ? World.lattice : .arbitrary).points(2200, 3, seed: seed)
      let weights = seed % 3 == 0 ? (0..<2200).map { Double($0 % 5) } : nil
      let start = try rows(points, 12, weights: weights, seed: seed)
      for next in 1..<12 {
        let closest = points.rowArrays.map { row in
          (0..<next).map { canonicalDistance(row, start.row($0)) }.min()!
        }
        let usable = closest.indices.filter { weights?[$0] ?? 1 > 0 }
        let largest = usable.map { closest[$0] }.max()!
        let expected = usable.first { closest[$0] == largest }!
        #expect(start.row(next) == points.row(expected), "seed \(seed), \(next)")
      }
    }
  }
}
