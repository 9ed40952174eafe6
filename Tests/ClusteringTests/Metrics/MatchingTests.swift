import Testing

@testable import Clustering

@Suite struct MatchingTests {
  /// The first class leaves its best cluster to the second, which has no other: 0.5 + 0.9 > 0.6 + 0.2.
  @Test func aGreedyChoiceIsTakenBack() {
    let edges: [Matching.Edge] = [
      .init(left: 0, right: 0, weight: 0.6), .init(left: 0, right: 1, weight: 0.5),
      .init(left: 1, right: 0, weight: 0.9), .init(left: 1, right: 2, weight: 0.2),
    ]
    #expect(Matching(lefts: 2, rights: 3, edges: edges).edges == [1, 2])
  }

  /// 0.9 alone beats 0.3 + 0.5.
  @Test func aNodeMayRemainUnmatched() {
    let edges: [Matching.Edge] = [
      .init(left: 0, right: 0, weight: 0.3), .init(left: 1, right: 0, weight: 0.9),
      .init(left: 2, right: 0, weight: 0.5),
    ]
    #expect(Matching(lefts: 3, rights: 1, edges: edges).edges == [1])
  }

  @Test func noOtherMatchingHasALargerWeight() {
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      let (lefts, rights) = (1 + generator.index(below: 6), 1 + generator.index(below: 6))
      var edges: [Matching.Edge] = []
      for left in 0..<lefts {
        for right in 0..<rights where generator.index(below: 3) > 0 {
          // Few different weights: ties are common.
          edges.append(.init(left: left, right: right, weight: Double(1 + generator.index(below: 8)) / 8))
        }
      }
      let chosen = Matching(lefts: lefts, rights: rights, edges: edges).edges.map { edges[$0] }
      #expect(Set(chosen.map(\.left)).count == chosen.count && Set(chosen.map(\.right)).count == chosen.count)
      #expect(chosen.reduce(0) { $0 + $1.weight } == best(edges[...], []), "seed \(seed)")
    }
  }

  private func best(_ edges: ArraySlice<Matching.Edge>, _ taken: Set<Int>) -> Double {
    guard let left = edges.first?.left else { return 0 }
    let rest = edges.drop { $0.left == left }
    return edges.prefix { $0.left == left }.filter { !taken.contains($0.right) }.reduce(best(rest, taken)) {
      max($0, $1.weight + best(rest, taken.union([$1.right])))
    }
  }
}
