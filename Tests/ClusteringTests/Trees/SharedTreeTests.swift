import Clustering
import Matrices
import MessagePassing
import Testing

/// What needs all rows in one place says so where a group has them.
struct SharedTreeTests {
  @Test func aGroupIsToldThatItCannot() throws {
    let points = randomMatrix(20, 2, seed: 1)
    let start = KMeans(clusterCount: 3).with { $0.initializer = .afkMC2 }
    let warm = KMeans(clusterCount: 3).with { $0.initializer = .warm(points.selectingRows([0, 1])) }
    let tree = KMeans(clusterCount: 3).with { $0.method = .hierarchical() }
    let all: [(KMeans, ClusteringError)] = [
      (start, .startNeedsAllRows(initializer: "afk-mc2")), (warm, .startNeedsAllRows(initializer: "given")),
      (tree, .cannotCombine("a group", "method hierarchical")),
    ]
    for (options, refusal) in all {
      let errors = try LocalGroup.run(2) { member -> ClusteringError? in
        do {
          _ = try options.fitted(to: .double(points), in: member)
          return nil
        } catch {
          return error as? ClusteringError
        }
      }
      #expect(errors == Array(repeating: refusal, count: 2))
    }
  }

  @Test func farthestRowsAreThoseOfAllMembers() throws {
    for seed in UInt64(0)..<5 {
      let points = randomMatrix(90, 3, seed: seed, lattice: seed % 2 == 0)
      let options = KMeans(clusterCount: 9).with { ($0.initializer, $0.seed) = (.farthestFirst, seed) }
      let alone = try options.fitted(to: points)
      let shared = try LocalGroup.run(3) { member in
        let rows = Array((30 * member.rank)..<(30 * member.rank + 30))
        return try options.fitted(to: .double(points.selectingRows(rows)), in: member)
      }
      #expect(shared.allSatisfy { $0.centroids == alone.centroids && $0.inertia == alone.inertia }, "seed \(seed)")
    }
  }
}
