import Testing

@testable import Clustering

@Suite struct LabelAgreementTests {
  /// Two of the six rows leave their class' cluster: 15 pairs, of which 3, 4 and 2 are together in truth, prediction, both.
  @Test func allMetricsHaveTheValuesWorkedByHand() {
    let agreement = LabelAgreement(truth: ["a", "a", "b", "b", "c", "c"], predicted: [0, 0, 1, 2, 2, 2])
    #expect(agreement.rand == 12.0 / 15)
    // (2 - 12/15) / (7/2 - 12/15)
    #expect((agreement.adjustedRand - 1.2 / 2.7).magnitude < 1e-15)
    #expect((agreement.fowlkesMallows - (1.0 / 3).squareRoot()).magnitude < 1e-15)
    // H(classes) = ln 3, of which the cluster of three rows leaves (ln 3 - 2/3 ln 2) / 2.
    #expect((agreement.homogeneity - 0.7103099178571525).magnitude < 1e-14)
    #expect((agreement.completeness - 0.7715561736794712).magnitude < 1e-14)
    #expect((agreement.vMeasure - 0.739667376800759).magnitude < 1e-14)
    #expect((agreement.normalizedMutualInformation - 0.739667376800759).magnitude < 1e-14)
    // Shares 1, 1/2 and 1: (2.5 - 1) / 2.
    #expect(agreement.accuracy == 0.75)
  }

  /// Over all 5040 orders of the prediction the information is 0.22275280024606847 on average.
  @Test func theExpectedInformationIsTheMeanOverAllOrders() {
    let agreement = LabelAgreement(truth: [0, 0, 0, 1, 1, 1, 1], predicted: [0, 0, 1, 1, 1, 2, 2])
    #expect((ExpectedInformation.value(agreement.table) - 0.22275280024606847).magnitude < 1e-15)
    #expect((agreement.adjustedMutualInformation - 0.28466160844029846).magnitude < 1e-14)
    #expect((agreement.accuracy - 1.0 / 6).magnitude < 1e-15)
  }

  @Test func allMetricsAreThoseOfScikitLearn() {
    let truth = (0..<1000).map { ($0 * $0 + $0) % 13 }
    let predicted = (0..<1000).map { (($0 * $0 + $0) % 13 + ($0 % 17 == 0 ? 3 : 0) + ($0 % 5 == 0 ? 1 : 0)) % 11 }
    let agreement = LabelAgreement(truth: truth, predicted: predicted)
    let expected = [
      (agreement.rand, 0.9060720720720721), (agreement.adjustedRand, 0.5995262864145663),
      (agreement.normalizedMutualInformation, 0.7032774969153113),
      (agreement.adjustedMutualInformation, 0.6986014305421868), (agreement.homogeneity, 0.7461158259884868),
      (agreement.completeness, 0.6650912060524884), (agreement.vMeasure, 0.7032774969153113),
      (agreement.fowlkesMallows, 0.6557881032297741), (agreement.accuracy, 0.7118453441982854),
    ]
    for (value, reference) in expected { #expect((value - reference).magnitude < 1e-12) }
  }

  @Test func labelsOfMinusOneAreAClassLikeAnyOther() {
    let agreement = LabelAgreement(truth: [-1, 0, 0, 1, -1, 1], predicted: [5, 5, 0, 0, 1, 1])
    #expect(agreement.rand == 0.6 && agreement.adjustedRand == -0.25 && agreement.fowlkesMallows == 0)
    #expect((agreement.normalizedMutualInformation - 0.3690702464285424).magnitude < 1e-14)
    #expect((agreement.adjustedMutualInformation + 0.25).magnitude < 1e-14)
  }

  /// As scikit-learn has them: rows, rand, adjusted Rand, NMI, AMI, homogeneity, completeness, V, Fowlkes-Mallows.
  @Test(
    arguments: [
      ([], [], [1, 1, 1, 1, 1, 1, 1, 0, 1]),
      ([3], [8], [1, 1, 1, 1, 1, 1, 1, 0, 1]),
      ([0, 0, 0], [4, 4, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1]),
      ([0, 1, 2], [2, 0, 1], [1, 1, 1, 1, 1, 1, 1, 0, 1]),
      ([0, 0, 0, 0], [0, 1, 2, 3], [0, 0, 0, 0, 1, 0, 0, 0, 0]),
      ([0, 1, 2, 3], [0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0, 0]),
      ([0, 0, 1, 1], [0, 1, 0, 1], [1.0 / 3, -0.5, 0, -0.5, 0, 0, 0, 0, 0]),
    ] as [([Int], [Int], [Double])])
  func degenerateLabelings(_ truth: [Int], _ predicted: [Int], _ expected: [Double]) {
    let agreement = LabelAgreement(truth: truth, predicted: predicted)
    let values = Self.values(of: agreement)
    for (value, reference) in zip(values, expected) { #expect((value - reference).magnitude < 1e-14, "\(values)") }
  }

  @Test func namesAndOrderOfRowsChangeNoBit() {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      let truth = (0..<300).map { _ in generator.index(below: 7) }
      let predicted = truth.map { generator.index(below: 3) == 0 ? generator.index(below: 5) : $0 }
      let values = Self.values(of: LabelAgreement(truth: truth, predicted: predicted))
      let order = truth.indices.shuffled(using: &generator)
      let other = LabelAgreement(
        truth: order.map { "\(9 - truth[$0])" }, predicted: order.map { Int32(predicted[$0]) << 20 })
      let moved = Self.values(of: other)
      #expect(moved.dropLast().elementsEqual(values.dropLast()), "seed \(seed)")
      #expect((moved[8] - values[8]).magnitude < 1e-14, "seed \(seed)")
    }
  }

  /// Counted in full or sorted, a table is the same: with so many parts the second way is taken.
  @Test func manySmallPartsAreCounted() {
    let truth = (0..<4000).map { $0 / 2 }
    let predicted = (0..<4000).map { ($0 + 1) / 2 }
    let agreement = LabelAgreement(truth: truth, predicted: predicted)
    #expect(agreement.table.cells.count == 4000)
    // 2000 and 1999 pairs together, none in both.
    #expect(agreement.rand == 1 - 3999.0 / (2000 * 3999) && agreement.fowlkesMallows == 0)
    // Each class can have half of its rows.
    #expect((agreement.accuracy - 999.0 / 1999).magnitude < 1e-12)
  }

  private static func values(of agreement: LabelAgreement) -> [Double] {
    [
      agreement.rand, agreement.adjustedRand, agreement.normalizedMutualInformation,
      agreement.adjustedMutualInformation, agreement.homogeneity, agreement.completeness, agreement.vMeasure,
      agreement.fowlkesMallows, agreement.accuracy,
    ]
  }
}
