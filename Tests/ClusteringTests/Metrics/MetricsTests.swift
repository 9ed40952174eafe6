import Clustering
import Testing

struct MetricsTests {
  @Test func theAdjustedRandIndexHasTheValuesWorkedByHand() {
    // One pair together in the left, two in the right, one in both, of 6: (1 - 1/3) / (3/2 - 1/3).
    #expect(abs(adjustedRandIndex([0, 0, 1, 2], [0, 0, 1, 1]) - 4.0 / 7) < 1e-15)
    // No pair in both, 2 and 2 of 6: (0 - 2/3) / (2 - 2/3).
    #expect(abs(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]) + 0.5) < 1e-15)
    #expect(adjustedRandIndex([0, 0, 0, 0], [0, 1, 2, 3]) == 0)
  }

  @Test func theMutualInformationHasTheValuesWorkedByHand() {
    // Entropies 1.5 ln 2 and ln 2, information ln 2: 2 / 2.5.
    #expect(abs(normalizedMutualInformation([0, 0, 1, 2], [0, 0, 1, 1]) - 0.8) < 1e-15)
    #expect(normalizedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1]) < 1e-15)
    #expect(normalizedMutualInformation([0, 0, 0, 0], [0, 1, 2, 3]) == 0)
  }

  @Test func bothAgreeWithIndependentFormulas() {
    // Computed in Python from the definitions: pairs counted one by one; H(left) + H(right) - H(both).
    let left = (0..<40).map { $0 * $0 % 7 }
    let right = (0..<40).map { ($0 * $0 + $0 / 9) % 5 }
    #expect(abs(adjustedRandIndex(left, right) + 0.022856421265311278) < 1e-14)
    #expect(abs(normalizedMutualInformation(left, right) - 0.10243669805292548) < 1e-14)
  }

  @Test func theSamePartitionScoresOneWhateverItsNames() {
    for seed in UInt64(0)..<20 {
      let labels = randomLabels(seed)
      let renamed = labels.map { ["d", "a", "c", "b"][$0] }
      let names = labels.map { ["0", "1", "2", "3"][$0] }
      #expect(adjustedRandIndex(labels, labels) == 1, "seed \(seed)")
      #expect(adjustedRandIndex(names, renamed) == 1, "seed \(seed)")
      #expect(abs(normalizedMutualInformation(names, renamed) - 1) < 1e-14, "seed \(seed)")
    }
  }

  @Test func orderOfRowsNamesAndSidesDoNotMatter() {
    for seed in UInt64(0)..<20 {
      let (left, right) = (randomLabels(seed), randomLabels(seed &+ 100))
      let (rand, information) = (adjustedRandIndex(left, right), normalizedMutualInformation(left, right))
      #expect(abs(rand) < 0.3 && (0..<0.3).contains(information), "seed \(seed): independent labels score about 0")
      #expect(adjustedRandIndex(right, left) == rand, "seed \(seed)")
      #expect(abs(normalizedMutualInformation(right, left) - information) < 1e-14, "seed \(seed)")
      #expect(adjustedRandIndex(left.map { 3 - $0 }, right) == rand, "seed \(seed)")
      var generator = SeededGenerator(seed: seed, stream: 2)
      let order = left.indices.shuffled(using: &generator)
      let (movedLeft, movedRight) = (order.map { left[$0] }, order.map { right[$0] })
      #expect(adjustedRandIndex(movedLeft, movedRight) == rand, "seed \(seed)")
      #expect(abs(normalizedMutualInformation(movedLeft, movedRight) - information) < 1e-14, "seed \(seed)")
    }
  }

  @Test func partitionsWithoutAnyInformationAgree() {
    #expect(adjustedRandIndex([7, 7, 7], [1, 1, 1]) == 1)
    #expect(normalizedMutualInformation([7, 7, 7], [1, 1, 1]) == 1)
    #expect(adjustedRandIndex([0, 1, 2], [5, 3, 4]) == 1)
    #expect(adjustedRandIndex([0], [5]) == 1)
    #expect(adjustedRandIndex([] as [Int], []) == 1)
    #expect(normalizedMutualInformation([] as [Int], []) == 1)
  }

  @Test func labelingsOfDifferentLengthsAreACallersMistake() async {
    await #expect(processExitsWith: .failure) { _ = adjustedRandIndex([0, 1], [0]) }
    await #expect(processExitsWith: .failure) { _ = normalizedMutualInformation([0], [0, 1]) }
  }

  private func randomLabels(_ seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    return (0..<60).map { _ in generator.index(below: 4) }
  }
}
