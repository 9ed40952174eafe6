import Testing

@testable import Reports

@Suite struct RowTests {
  @Test func selectionIsSorting() {
    for seed in 0..<40 {
      var generator = SystemlessGenerator(state: UInt64(seed))
      let values = (0..<(1 + seed)).map { _ in Double(generator.next() % 17) }
      let sorted = values.sorted()
      for position in values.indices {
        var copy = values
        #expect(Selection.element(position, of: &copy) == sorted[position], "seed \(seed)")
      }
    }
    var ten = (1...10).map(Double.init)
    #expect(
      Selection.quantile(0.1, of: &ten) == 1 && Selection.quantile(0.9, of: &ten) == 9
        && Selection.quantile(0.5, of: &ten) == 5)
  }

  /// 100 rows in two clusters of 80 and 20; ten are drawn: the smallest margins, and the rest by share.
  @Test func samplesAreStratifiedAndKeepTheBorder() {
    let labels = (0..<1000).map { Int32($0 % 5 == 0 ? 1 : 0) }
    let margins = (0..<1000).map { Double(1000 - $0) }
    let clusters = ClusterRows(labels, counts: [800, 200])
    let drawn = DrawnRows(clusters, margins: margins, counts: [800, 200], most: 150)
    #expect(drawn.isSample && drawn.rows.count <= 150 && drawn.rows.count >= 140)
    #expect(Set(drawn.rows).isSuperset(of: 950..<1000))
    #expect(drawn.rows.count { labels[$0] == 1 && $0 < 950 } <= 20)
    #expect(drawn.rows.count { labels[$0] == 1 && $0 < 950 } >= 18)
    // By cluster, within it by margin.
    #expect(drawn.rows.map { labels[$0] } == drawn.rows.map { labels[$0] }.sorted())
    let first = drawn.rows.filter { labels[$0] == 0 }
    #expect(first == first.sorted(by: >))
  }

  @Test func fewRowsAreAllDrawn() {
    let drawn = DrawnRows(
      ClusterRows([1, 0, 1], counts: [1, 2]), margins: [3, 1, 2], counts: [1, 2], most: 3)
    #expect(!drawn.isSample && drawn.rows == [1, 2, 0])
  }

  @Test func theSmallestComeFirst() {
    #expect(DrawnRows.smallest(2, [3, 1, 2, 1]) == [1, 3])
    #expect(DrawnRows.smallest(0, [1]) == [] && DrawnRows.smallest(5, [2, 1]) == [1, 0])
  }

  /// Margins 0.05, 1, 1, 1, 2.45: the median is 1; one row is ambiguous, one lies at 24 tenths.
  @Test func marginsAreCountedInTenthsOfTheMedian() throws {
    let facts = try #require(MarginFacts([1, 0.05, 1, 2.45, 1]))
    #expect(facts.median == 1 && facts.radius == 0.05 && facts.ambiguousRows == 1 && facts.tiedRows == 0)
    #expect(
      facts.histogram.enumerated().filter { $0.element > 0 }.map { [$0.offset, $0.element] } == [
        [0, 1], [10, 3], [24, 1],
      ])
    #expect(facts.stepCounts == [1, 0, 0, 4])
    #expect([0.09, 0.1, 0.5, 0.99, 1].map(facts.step) == [0, 1, 2, 2, 3])
    #expect(MarginFacts([.infinity, .infinity]) == nil)
    let far = try #require(MarginFacts([1, 1, 1, 100]))
    #expect(far.beyond == 1 && far.histogram.reduce(0, +) == 3)
    let tied = try #require(MarginFacts([0, 0, 0, 1]))
    #expect(tied.tiedRows == 3 && tied.ambiguousRows == 3 && tied.histogram.isEmpty)
  }

  private struct SystemlessGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
