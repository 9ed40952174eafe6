import Testing

@testable import Clustering

struct FixedPointTests {
  @Test func termsNearTheBoundAreExactAndOthersRoundedByHalfAQuantum() {
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      let bound = FixedPoint.scaled(1.5 + generator.signedUnit() / 2, by: generator.index(below: 600) - 300)
      let count = 1 + generator.index(below: 1_000_000)
      let exponent = FixedPoint.exponent(bound: bound, count: count)
      let quantum = FixedPoint.scaled(1, by: Int(exponent))
      #expect(quantum <= bound * Double(count) * 0x1p-124, "seed \(seed)")
      for shift in [0, 1, 10, 50, 70, 75, 80, 100, 130] {
        let value = generator.signedUnit() * FixedPoint.scaled(bound, by: -shift)
        let back = FixedPoint.value(of: FixedPoint.quanta(of: value, exponent: exponent), exponent: exponent)
        if value.magnitude >= bound * Double(count) * 0x1p-71 {
          #expect(back == value, "seed \(seed), shift \(shift)")
        } else {
          #expect((back - value).magnitude <= quantum / 2, "seed \(seed), shift \(shift)")
        }
      }
    }
  }

  @Test func asManyTermsAsAnnouncedFit() {
    for bound in [1, 1.999_999, 0x1p-1074, 0x1p900, 0.1] {
      for count in [1, 2, 3, 1023, 1024, 1 << 40] {
        let largest = FixedPoint.quanta(of: bound, exponent: FixedPoint.exponent(bound: bound, count: count))
        #expect(!largest.multipliedReportingOverflow(by: Int128(count)).overflow, "\(count) times \(bound)")
      }
    }
  }

  @Test func tiesGoToTheEvenQuantum() {
    #expect(
      [0.5, 1.5, 2.5, -0.5, -1.5, 0.75, 0.25].map { FixedPoint.quanta(of: $0, exponent: 0) } == [0, 2, 2, 0, -2, 1, 0])
  }

  /// 2^53 + 1 lies in the middle of two Doubles; what decides is below the last bit of the quotient of integers.
  @Test func whatADivisionLeavesDecidesBetweenDoubles() {
    let divisor = Int128(1) << 61 + 1
    let middle = (Int128(1) << 53 + 1) * divisor
    let quotients = [-1, 0, 1].map { FixedPoint.quotient(of: middle + $0, exponent: 0, by: divisor) }
    #expect(quotients == [0x1p53, 0x1p53, 0x1p53 + 2])
  }

  @Test func quotientsInTheMiddleGoToTheEvenDouble() {
    let first = Int128(1) << 53
    #expect(FixedPoint.value(of: first + 1, exponent: 0) == 0x1p53)
    #expect(FixedPoint.value(of: first + 3, exponent: 0) == 0x1p53 + 4)
    #expect(FixedPoint.quotient(of: -2 * first - 2, exponent: 0, by: 2) == -0x1p53)
    // The smallest fraction more decides.
    #expect(FixedPoint.quotient(of: 3 * (first + 1) + 1, exponent: 0, by: 3) == 0x1p53 + 2)
    #expect(FixedPoint.quotient(of: 3 * (first + 1) - 1, exponent: 0, by: 3) == 0x1p53)
  }

  /// The division of whole Doubles is correctly rounded by IEEE 754.
  @Test func quotientsAreRoundedOnce() {
    var generator = SeededGenerator(seed: 1)
    for trial in 0..<2000 {
      let bits = 1 + generator.index(below: 53)
      let sum = Int64(generator.next() >> (64 - bits)) * (trial % 2 == 0 ? 1 : -1)
      let count = Int64(generator.next() >> (11 + generator.index(below: 52))) + 1
      let expected = Double(sum) / Double(count)
      #expect(FixedPoint.quotient(of: Int128(sum), exponent: 0, by: Int128(count)) == expected, "\(sum) / \(count)")
      let fine = Int128(sum) << 70
      #expect(FixedPoint.quotient(of: fine, exponent: -70, by: Int128(count)) == expected, "\(sum) / \(count)")
    }
  }

  @Test func sumsHaveTheSameBitsInAnyOrder() {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      var values = (0..<500).map { _ in
        generator.signedUnit().magnitude * FixedPoint.scaled(1, by: -generator.index(below: 60))
      }
      let sum = orderFreeSum(values)
      #expect(abs(sum - values.reduce(0, +)) <= 1e-13 * sum, "seed \(seed)")
      values.shuffle(using: &generator)
      #expect(orderFreeSum(values) == sum, "seed \(seed)")
    }
    let infinite = [1, Double.infinity]
    #expect(orderFreeSum(infinite) == .infinity)
  }

  @Test func onlyExtremeDataAreScaled() {
    #expect([0x1p32, 0x1.fp32, 0x1p-32, 1, 0].allSatisfy { UnitScale(bound: $0) == .identity })
    #expect(UnitScale(bound: 0x1p33).exponent == 33)
    #expect(UnitScale(bound: 0x1.8p-33).exponent == -33)
    #expect(UnitScale(bound: .leastNonzeroMagnitude).exponent == -1074)
    #expect(UnitScale(bound: 0x1.8p500).scaled(0x1.8p500) == 1.5)
    #expect(UnitScale(bound: 0x1p500).unscaledSquare(1) == 0x1p1000)
  }
}
