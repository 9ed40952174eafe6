import Testing

@testable import Clustering

struct AllotmentTests {
  /// One each, then by 53/3, 53/5, 24/3, 23/3: the next claims are 53/7 = 7.57, 24/5 and 23/5.
  @Test func clustersGoWhereTheMassPerClusterIsLargest() {
    #expect(Allotment.shares(of: 7, masses: [53, 24, 23], most: [9, 9, 9]) == [3, 2, 2])
    #expect(Allotment.shares(of: 10, masses: [5, 3, 2], most: [9, 9, 9]) == [5, 3, 2])
  }

  @Test func whatAFullBranchCannotUseGoesToOthers() {
    #expect(Allotment.shares(of: 6, masses: [100, 1, 1], most: [2, 5, 5]) == [2, 2, 2])
    #expect(Allotment.shares(of: 4, masses: [100, 2, 1], most: [2, 5, 5]) == [2, 1, 1])
  }

  @Test func theSmallestBranchHasOneAndAnEmptyOneNone() {
    #expect(Allotment.shares(of: 9, masses: [1000, 1, 0], most: [9, 9, 0]) == [8, 1, 0])
  }

  @Test func sharesAddUpStayInBoundsAndOnlyGrow() {
    for seed in UInt64(0)..<50 {
      var generator = SeededGenerator(seed: seed)
      let most = (0..<7).map { _ in generator.index(below: 12) }
      let masses = most.map { Double($0 * (1 + generator.index(below: 50))) }
      let room = most.reduce(0, +)
      var before = Array(repeating: 0, count: 7)
      let least = most.filter { $0 > 0 }.count
      for total in least..<(room + 1) {
        let shares = Allotment.shares(of: total, masses: masses, most: most)
        #expect(shares.reduce(0, +) == total, "seed \(seed)")
        #expect(zip(shares, most).allSatisfy { $0 <= $1 }, "seed \(seed)")
        #expect(zip(shares, before).allSatisfy { $0 >= $1 }, "seed \(seed), \(total)")
        before = shares
      }
    }
  }

  @Test func withoutBoundsNoShareIsFarFromItsQuota() {
    for seed in UInt64(0)..<50 {
      var generator = SeededGenerator(seed: seed)
      let masses = (0..<9).map { _ in Double(50 + generator.index(below: 50)) }
      let shares = Allotment.shares(of: 100, masses: masses, most: Array(repeating: 100, count: 9))
      let all = masses.reduce(0, +)
      for (share, mass) in zip(shares, masses) { #expect(abs(Double(share) - 100 * mass / all) < 1, "seed \(seed)") }
    }
  }
}
