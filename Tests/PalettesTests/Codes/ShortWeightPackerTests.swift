import TesseraKernels
import TesseraTestSupport
import Testing

@testable import Palettes

@Suite struct ShortWeightPackerTests {
  /// Levels of -3 and 2 units: from 0 on the upper one is nearer. -0 is 0, and -1 unit is not.
  @Test(arguments: InstructionSet.available) func bothZerosHaveOneCode(set: InstructionSet) throws {
    let weights: [UInt16] = [0x8003, 0x0002, 0x8000, 0x0000, 0x8001, 0x0001, 0x8002]
    let many = [UInt16](repeating: 0x8003, count: 100) + [UInt16](repeating: 0x0002, count: 100)
    let packed = try Self.packed(weights, by: Self.table(of: many, bits: 1, Float16Format.self), bits: 1, set)
    #expect(packed.found == [0b010_1110])
  }

  @Test(arguments: 1...8, InstructionSet.available) func codesAreThoseOfTheTable(bits: Int, set: InstructionSet) throws
  {
    try check(bits, set, Float16Format.self)
    try check(bits, set, BFloat16Format.self)
  }

  /// Every finite pattern, and lengths around those of a register.
  private func check<Format: WeightFormat>(_ bits: Int, _ set: InstructionSet, _ format: Format.Type) throws
  where Format.Bits == UInt16 {
    let every = (UInt16.min ... .max).filter(Format.isFinite)
    var generator = TestGenerator(seed: UInt64(bits))
    let some = (0..<5000).map { _ in Format.bits(nearest: generator.signedUnit() * generator.unit()) }
    let table = try Self.table(of: some, bits: bits, format)
    let all = Self.packed(every, by: table, bits: bits, set)
    #expect(all.found == all.expected)
    for count in 1...40 {
      let few = Self.packed(Array(some.prefix(count)), by: table, bits: bits, set)
      #expect(few.found == few.expected, "\(count)")
    }
  }

  private static func table<Format: WeightFormat>(
    of weights: [UInt16], bits: Int, _ format: Format.Type
  ) throws -> LevelTable<Format> {
    try weights.withUnsafeBytes { bytes throws(PaletteError) -> LevelTable<Format> in
      try LevelTable(try WeightHistogram(sorting: run(bytes, Format.self)), bits: bits, nil)
    }
  }

  /// Codes of weights that lie on an odd address, by kernels and by searching each among the thresholds.
  private static func packed<Format: WeightFormat>(
    _ weights: [UInt16], by table: LevelTable<Format>, bits: Int, _ set: InstructionSet
  ) -> (found: [UInt8], expected: [UInt8]) where Format.Bits == UInt16 {
    let bytes: [UInt8] = [0] + weights.flatMap { weight -> [UInt8] in [UInt8(weight & 255), UInt8(weight >> 8)] }
    return bytes.withUnsafeBytes { bytes in
      let run = run(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()), Format.self)
      let codes = [UInt8](unsafeUninitializedCapacity: weights.count) { codes, count in
        table.encode(run, into: codes.baseAddress!)
        count = weights.count
      }
      let expected = PackedCodes.packed(codes, bits: bits)
      let found = [UInt8](unsafeUninitializedCapacity: expected.count) { packed, count in
        ShortWeightPacker(table, set).pack(run, into: packed.baseAddress!)
        count = expected.count
      }
      return (found, expected)
    }
  }

  private static func run<Format: WeightFormat>(
    _ bytes: UnsafeRawBufferPointer, _ format: Format.Type
  ) -> WeightRun<Format> {
    WeightRun(bytes: bytes, importances: .equal, shape: [bytes.count / 2], range: 0..<(bytes.count / 2))
  }
}
