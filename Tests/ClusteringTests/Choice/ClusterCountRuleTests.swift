import Testing

@testable import Clustering

@Suite struct ClusterCountRuleTests {
  private func candidate(
    _ count: Int, silhouette: Double?, gap: Double? = nil, error: Double = 0.1, stability: Double? = 1
  ) -> ClusterCountChoice.Candidate {
    .init(
      clusterCount: count, inertia: 1, silhouette: silhouette, calinskiHarabasz: nil, daviesBouldin: nil, gap: gap,
      gapError: gap.map { _ in error }, stability: stability, radius: nil, counts: [])
  }

  @Test func theLargestSilhouetteWinsAndTiesTheFewestClusters() {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.5, gap: 1), candidate(3, silhouette: 0.75, gap: 1.5),
      candidate(4, silhouette: 0.75, gap: 1.55),
    ])
    #expect(rule.recommendation.clusterCount == 3 && rule.gapChoice == 3)
    #expect(
      rule.recommendation.reason == """
        the silhouette is largest, 0.750; the gap statistic's one-standard-error rule agrees; in resamples its clusters \
        come again (stability 1.000)
        """)
  }

  /// 2 would do with an error of 0.6 of the next, not with 0.5.
  @Test func theGapRuleIsTheFirstWithinOneError() {
    #expect(
      ClusterCountRule([candidate(2, silhouette: 1, gap: 1), candidate(5, silhouette: 0, gap: 1.5, error: 0.5)])
        .gapChoice == 2)
    let growing = ClusterCountRule([
      candidate(2, silhouette: 1, gap: 1), candidate(5, silhouette: 0, gap: 1.5, error: 0.25),
    ])
    #expect(growing.gapChoice == nil && growing.recommendation.clusterCount == 2)
    #expect(growing.recommendation.reason.contains("keeps growing"))
  }

  @Test func aDisagreementIsSaid() {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.9, gap: 1), candidate(3, silhouette: 0.6, gap: 2),
      candidate(4, silhouette: 0.5, gap: 2),
    ])
    #expect(rule.recommendation.clusterCount == 2 && rule.recommendation.reason.contains("would pick k = 3"))
  }

  /// Four fifths of 0.75 are 0.6; less, a stability below 0.75, or one that is clearly lower, is not enough.
  @Test(arguments: [(0.61, 0.75, 3), (0.59, 0.75, 2), (0.61, 0.74, 2)])
  func moreClustersThatTheGapPicksWinWhereTheirSilhouetteIsNearlyTheLargest(
    _ silhouette: Double, _ stability: Double, _ expected: Int
  ) {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.75, gap: 1, stability: 0.78),
      candidate(3, silhouette: silhouette, gap: 2, stability: stability),
      candidate(4, silhouette: 0.5, gap: 1),
    ])
    #expect(rule.gapChoice == 3 && rule.recommendation.clusterCount == expected)
    #expect(rule.recommendation.reason.contains("nearly the largest (0.750 at k = 2)") == (expected == 3))
  }

  @Test(arguments: [(0.96, 3), (0.94, 2)]) func theyAreAsStable(_ stability: Double, _ expected: Int) {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.75, gap: 1), candidate(3, silhouette: 0.7, gap: 2, stability: stability),
      candidate(4, silhouette: 0.5, gap: 1),
    ])
    #expect(rule.recommendation.clusterCount == expected)
  }

  @Test func fewerClustersThatTheGapPicksDoNot() {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.74, gap: 2), candidate(3, silhouette: 0.75, gap: 1),
      candidate(4, silhouette: 0.5, gap: 1),
    ])
    #expect(rule.gapChoice == 2 && rule.recommendation.clusterCount == 3)
  }

  @Test func clustersThatDissolveAreNotRecommended() {
    let rule = ClusterCountRule([
      candidate(2, silhouette: 0.6, stability: 0.59), candidate(3, silhouette: 0.55, stability: 0.6),
    ])
    #expect(rule.recommendation.clusterCount == 3)
    #expect(rule.recommendation.reason.contains("k = 2 has 0.600, but a stability of only 0.590"))
    let none = ClusterCountRule([
      candidate(2, silhouette: 0.2, stability: 0.3), candidate(3, silhouette: 0.1, stability: 0.2),
    ])
    #expect(none.recommendation.clusterCount == 2)
    #expect(
      none.recommendation.reason.contains("hardly any structure") && none.recommendation.reason.contains("hardly come"))
  }

  @Test func oneClusterWinsWhereNothingElseShowsStructure() {
    let flat = [candidate(1, silhouette: nil, gap: 1, stability: nil), candidate(2, silhouette: 0.4, gap: 0.5)]
    #expect(ClusterCountRule(flat).recommendation.clusterCount == 1)
    let split = [candidate(1, silhouette: nil, gap: 1, stability: nil), candidate(2, silhouette: 0.6, gap: 0.5)]
    #expect(ClusterCountRule(split).recommendation.clusterCount == 2)
  }

  @Test func withoutAnySilhouetteSomethingIsStillSaid() {
    let only = ClusterCountRule([candidate(1, silhouette: nil, stability: nil)]).recommendation
    #expect(only.clusterCount == 1 && only.reason == "it is the only candidate")
    let one = ClusterCountRule([candidate(5, silhouette: 0.75, gap: 1)]).recommendation
    #expect(
      one.reason == """
        it is the only candidate; its silhouette is 0.750; in resamples its clusters come again (stability 1.000)
        """)
  }
}
