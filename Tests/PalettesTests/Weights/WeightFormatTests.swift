import TesseraTestSupport
import Testing

@testable import Palettes

/// Bits, keys and rounding of the types of weights.
@Suite struct WeightFormatTests {
  /// The finite patterns, ascending by value; the negative zero is left aside.
  private func patterns<Format: WeightFormat>(_ format: Format.Type) -> [UInt16] where Format.Bits == UInt16 {
    (UInt16.min ... .max).map(Format.bits(of:)).filter { Format.isFinite($0) && $0 != 0x8000 }
  }

  private func check<Format: WeightFormat>(_ format: Format.Type, count: Int) where Format.Bits == UInt16 {
    let patterns = patterns(format)
    #expect(patterns.count == count)
    let values = patterns.map(Format.value)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    #expect(patterns.allSatisfy { Format.bits(nearest: Format.value($0)) == $0 })
    // Between neighbours: to the nearer, halfway to the even one.
    for index in values.indices.dropLast() {
      let (low, high) = (values[index], values[index + 1])
      let middle = (low + high) / 2
      let even = patterns[index] % 2 == 0 ? patterns[index] : patterns[index + 1]
      let isRight =
        Format.key(Format.bits(nearest: middle)) == Format.key(even)
        && Format.key(Format.bits(nearest: middle.nextDown)) == Format.key(patterns[index])
        && Format.key(Format.bits(nearest: middle.nextUp)) == Format.key(patterns[index + 1])
      #expect(isRight, "\(low) \(high)")
      if !isRight { return }
    }
  }

  @Test func everyHalfIsRoundedRight() { check(Float16Format.self, count: 63_487) }

  @Test func everyBFloatIsRoundedRight() { check(BFloat16Format.self, count: 65_279) }

  @Test func valuesOfKnownPatterns() {
    #expect([0x3C00, 0xC000, 0x0001, 0x7BFF].map(Float16Format.value) == [1, -2, 0x1p-24, 65504])
    #expect([0x3F80, 0xC000, 0x0001].map(BFloat16Format.value) == [1, -2, 0x1p-133])
    #expect(!Float16Format.isFinite(0x7C00) && !Float16Format.isFinite(0xFE00) && Float16Format.isFinite(0xFBFF))
  }

  @Test func bothZerosHaveOneKey() {
    #expect(Float16Format.key(0x8000) == Float16Format.key(0))
    #expect(Float32Format.key(0x8000_0000) == Float32Format.key(0))
    #expect(Float64Format.key((-0.0).bitPattern) == Float64Format.key(0))
    #expect(Float32Format.key(0x8000_0001) < Float32Format.key(0))
  }

  @Test(arguments: 0..<20) func keysAscendWithWideValues(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let values = (0..<200).map { _ in generator.signedUnit() * 0x1p-30 }.sorted()
    let keys = values.map { Float64Format.key($0.bitPattern) }
    #expect(keys == keys.sorted() && keys.map(Float64Format.value(of:)) == values)
    let floats = values.map { Float32Format.key(Float($0).bitPattern) }
    #expect(floats == floats.sorted() && floats.map(Float32Format.value(of:)) == values.map { Double(Float($0)) })
  }
}
