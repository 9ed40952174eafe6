import Testing

@testable import Clustering

struct DoubleDoubleTests {
  @Test func sumsAndProductsOfTwoDoublesAreExact() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let left = Int64(bitPattern: generator.next()) >> 11
      let right = Int64(bitPattern: generator.next()) >> (11 + generator.index(below: 50))
      let product = DoubleDouble.product(Double(left), Double(right))
      #expect(whole(product) == Int128(left) * Int128(right), "\(left) * \(right)")
      let sum = DoubleDouble.sum(Double(left), Double(right) * 0x1p40)
      #expect(whole(sum) == Int128(left) + Int128(right) << 40, "\(left) + \(right) * 2^40")
    }
  }

  @Test func aSumOfQuantaKeepsItsFirstHundredBits() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let wide = Int128(Int64(bitPattern: generator.next())) << 63 | Int128(generator.next() >> 1)
      let quanta = wide >> Int128(generator.index(below: 120))
      let pair = DoubleDouble(quanta: quanta, exponent: 0)
      #expect(pair.value == Double(quanta), "\(quanta)")
      #expect((whole(pair) - quanta).magnitude <= quanta.magnitude >> 100, "\(quanta)")
      #expect(DoubleDouble(quanta: quanta, exponent: -200).value == Double(quanta) * 0x1p-200, "\(quanta)")
    }
  }

  /// (a + b)(a - b) - (a a - b b) vanishes, though every term has more digits than a Double.
  @Test func identitiesHoldToAHundredBits() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let a = DoubleDouble(generator.signedUnit(), generator.signedUnit() * 0x1p-54)
      let b = DoubleDouble(generator.signedUnit(), generator.signedUnit() * 0x1p-54)
      let difference = (a + b) * (a - b) - (a * a - b * b)
      #expect(abs(difference.value) <= 0x1p-98)
    }
  }

  private func whole(_ pair: DoubleDouble) -> Int128 { Int128(pair.high) + Int128(pair.low) }
}
