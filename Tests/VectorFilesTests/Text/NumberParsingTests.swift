import Testing

@testable import VectorFiles

struct NumberParsingTests {
  private func parse(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      if case .number(let value) = CellReader().meaning(bytes) { value } else { nil }
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", -0.0), ("1", 1), ("0.1", 0x1.999999999999ap-4), ("9007199254740993", 0x1p53),
      ("9007199254740993.0000000001", 0x1.0000000000001p53), ("9007199254740995", 0x1.0000000000002p53),
      ("9007199254740991.5", 0x1p53), ("9007199254740990.5", 9_007_199_254_740_990),
      ("1.7976931348623157e308", .greatestFiniteMagnitude), ("1.7976931348623158e308", .greatestFiniteMagnitude),
      ("4.9406564584124654e-324", 0x1p-1074), ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 0x1p-1074),
      ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown), ("2.2250738585072014e-308", 0x1p-1022),
      ("1e23", 0x1.52d02c7e14af6p76), ("8.5e22", 8.5e22), ("1e-400", 0), ("0e999999999999999999999", 0),
      ("1e-99999999999999999999", 0), ("123456789012345678901234567890", 0x1.8ee90ff6c373ep96),
      ("0.5000000000000000000", 0.5), ("18014398509481985", 0x1p54), ("18014398509481986", 0x1p54),
      ("18014398509481987", 0x1.0000000000001p54), ("0000000000000000000000000000001", 1),
    ] as [(String, Double)])
  func goldenNumbers(text: String, value: Double) {
    #expect(parse(text)?.bitPattern == value.bitPattern)
  }

  @Test func leadingZerosAndExponentsCancel() {
    let zeros = String(repeating: "0", count: 5000)
    #expect(parse("0." + zeros + "1e5001") == 1)
    #expect(parse("1" + zeros + "e-5000") == 1)
    #expect(parse("1" + zeros) == nil)
  }

  /// Halfway between two Doubles, written in full, and one digit above and below.
  @Test func halfwayCasesRoundToEven() {
    var generator = TestGenerator(seed: 1)
    for _ in 0..<200 {
      let odd = (UInt64(1) << 53) + (UInt64.random(in: 0..<(1 << 52), using: &generator) << 1) + 1  // 54 bits
      let shift = Int.random(in: 0...9, using: &generator)
      let integer = String(odd << UInt64(shift))
      let low = Double(sign: .plus, exponent: shift + 1, significand: Double(odd >> 1))
      let high = low.nextUp
      let even = (odd >> 1) & 1 == 0 ? low : high
      #expect(parse(integer) == even)
      #expect(parse(integer + ".0000000000000000000000001") == high)
      #expect(parse(integer + ".0") == even)
    }
  }

  @Test func randomNumbersAgreeWithTheStandardLibrary() {
    var generator = TestGenerator(seed: 2)
    for index in 0..<20_000 {
      let text: String
      let bits = Double(bitPattern: generator.next())
      switch index % 5 {
      case 0 where bits.isFinite: text = bits.description
      case 1: text = String(Double.random(in: -1000...1000, using: &generator))
      case 2:
        let digits = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
          String(Int.random(in: 0...9, using: &generator))
        }
        let point = Int.random(in: 0...digits.count, using: &generator)
        text = digits[..<point].joined() + "." + digits[point...].joined()
      case 3: text = "\(generator.next())e\(Int.random(in: -345...310, using: &generator))"
      default:
        let digits = UInt64.random(in: 0..<100_000, using: &generator)
        text = "-\(digits).\(generator.next() % 1000)E\(Int.random(in: -330...300, using: &generator))"
      }
      guard let expected = Double(text) else {
        Issue.record("the standard library rejects \(text)")
        continue
      }
      #expect(parse(text)?.bitPattern == (expected.isFinite ? expected.bitPattern : nil), "\(text)")
    }
  }

  @Test func theFastWayDecidesOrdinaryNumbers() {
    var generator = TestGenerator(seed: 3)
    let converter = DecimalConverter()
    for _ in 0..<2000 {
      let value = Double.random(in: 1e-30...1e30, using: &generator)
      let text = Array(value.description.utf8)
      var end = 0
      let decimal = text.withUnsafeBufferPointer { Decimal($0, at: &end, point: UInt8(ascii: ".")) }
      #expect(decimal.flatMap { converter.magnitude(of: $0) } == value)
    }
  }

  @Test func powersOfFiveAreExactWhereTheyFit() {
    var power: UInt64 = 1
    for exponent in 0...27 {
      let entry = PowersOfFive.shared[exponent]
      #expect(entry.low == 0)
      #expect(entry.high >> UInt64(-64 - entry.exponent) == power)
      power = power &* 5
    }
    // 1/5 = 0.0011 0011 ... in binary.
    let fifth = PowersOfFive.shared[-1]
    #expect(fifth.high == 0xCCCC_CCCC_CCCC_CCCC && fifth.low == 0xCCCC_CCCC_CCCC_CCCC && fifth.exponent == -130)
  }
}
