import Testing

@testable import Clustering

/// Bounds on sizes, and those that no assignment has.
struct ClusterSizesTests {
  @Test func equalIsTheQuotientDownAndUp() throws {
    #expect(try ClusterSizes.equal.bounds(rows: 10, clusterCount: 3) == 3...4)
    #expect(try ClusterSizes.equal.bounds(rows: 12, clusterCount: 3) == 4...4)
  }

  @Test func openBoundsAreThoseOfTheRows() throws {
    #expect(try ClusterSizes.atLeast(2).bounds(rows: 10, clusterCount: 3) == 2...10)
    #expect(try ClusterSizes.atMost(5).bounds(rows: 10, clusterCount: 3) == 0...5)
    #expect(try ClusterSizes.within(1...1_000_000_000).bounds(rows: 10, clusterCount: 3) == 1...10)
    #expect(try ClusterSizes.within(3...4).bounds(rows: 12, clusterCount: 3) == 3...4)
    #expect(try ClusterSizes.within(4...4).bounds(rows: 12, clusterCount: 3) == 4...4)
  }

  @Test func whatNoAssignmentHasIsRefusedWithAdvice() {
    for (sizes, text) in [
      (
        ClusterSizes.atLeast(4),
        "3 clusters of at least 4 rows need more than the 10 that there are; lower the minimum to 3, or ask for fewer clusters"
      ),
      (
        .atMost(3),
        "3 clusters of at most 3 rows cannot hold all 10; raise the maximum to 4, or ask for more clusters"
      ),
    ] {
      let error = #expect(throws: ClusteringError.self) { try sizes.bounds(rows: 10, clusterCount: 3) }
      #expect(error.map { "\($0)" } == text)
    }
  }
}
