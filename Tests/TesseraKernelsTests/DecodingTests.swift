import TesseraKernels
import Testing

@Suite struct DecodingTests {
  /// All of them, at an odd address, against what the format says.
  @Test(arguments: InstructionSet.available)
  func everyHalfIsTheFloatOfItsValue(_ set: InstructionSet) {
    let bytes: [UInt8] = [0] + (0...UInt16.max).map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }.joined()
    var decoded = [Float](repeating: 7, count: 65537)
    bytes.withUnsafeBytes {
      Kernels(set).decode(.float16, $0.baseAddress! + 1, count: 65536, into: &decoded)
    }
    for bits in 0...UInt16.max {
      let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Float(bits & 0x3FF))
      let sign: Float = bits >> 15 == 0 ? 1 : -1
      let found = decoded[Int(bits)]
      switch (exponent, fraction) {
      case (31, 0): #expect(found == sign * .infinity)
      case (31, _): #expect(found.isNaN)
      case (0, _): #expect(found == sign * fraction * 0x1p-24 && found.sign == (bits >> 15 == 0 ? .plus : .minus))
      default: #expect(found == sign * (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1))
      }
    }
    #expect(decoded[65536] == 7)
  }

  @Test(arguments: InstructionSet.available)
  func otherTypesKeepTheirValues(_ set: InstructionSet) {
    func decoded(_ element: EncodedElement, _ bytes: [UInt8], count: Int) -> [Float] {
      var target = [Float](repeating: 7, count: count)
      bytes.withUnsafeBytes { Kernels(set).decode(element, $0.baseAddress!, count: count, into: &target) }
      return target
    }
    let all = (0...UInt8.max).map { $0 }
    #expect(decoded(.uint8, all, count: 256) == all.map { Float($0) })
    #expect(decoded(.int8, all, count: 256) == all.map { Float(Int8(bitPattern: $0)) })
    let words = Array(all.map { [$0, ~$0] }.joined())
    let numbers = all.map { UInt16($0) | UInt16(~$0) << 8 }
    #expect(decoded(.uint16, words, count: 256) == numbers.map { Float($0) })
    #expect(decoded(.int16, words, count: 256) == numbers.map { Float(Int16(bitPattern: $0)) })
    #expect(decoded(.bfloat16, [0x80, 0x3F, 0x20, 0xC1], count: 2) == [1, -10])
  }
}
