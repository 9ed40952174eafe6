import Palettes
import TesseraTestSupport
import Testing

@Suite struct PackedCodesTests {
  /// 1, 2, 3, 4, 5 in three bits, the first lowest: 0b101_100_011_010_001.
  @Test func fiveCodesByHand() {
    #expect(PackedCodes.packed([1, 2, 3, 4, 5], bits: 3) == [0b1101_0001, 0b101_1000])
    #expect(PackedCodes.unpacked([0b1101_0001, 0b101_1000], count: 5, bits: 3) == [1, 2, 3, 4, 5])
    #expect(PackedCodes.packed([], bits: 3) == [] && PackedCodes.unpacked([], count: 0, bits: 3) == [])
  }

  @Test(arguments: 1...8) func everyLengthIsOneStreamOfBits(bits: Int) {
    var generator = TestGenerator(seed: UInt64(bits))
    for count in [1, 7, 8, 9, 16, 33, 200] {
      let codes = (0..<count).map { _ in UInt8(generator.below(1 << bits)) }
      var stream = [Bool]()
      for code in codes { for bit in 0..<bits { stream.append(code >> bit & 1 == 1) } }
      var bytes = [UInt8](repeating: 0, count: (stream.count + 7) / 8)
      for (place, bit) in stream.enumerated() where bit { bytes[place / 8] |= 1 << (place % 8) }
      #expect(PackedCodes.packed(codes, bits: bits) == bytes)
      #expect(PackedCodes.byteCount(count, bits: bits) == bytes.count)
      #expect(PackedCodes.unpacked(bytes, count: count, bits: bits) == codes)
    }
  }
}
