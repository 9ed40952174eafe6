import TesseraTestSupport
import Testing

@testable import Palettes

/// Groups of few weights have a short way to their tables.
@Suite struct SmallGroupTests {
  /// What tables, codes and errors were before there was one, when all optima were searched in pairs of Doubles.
  @Test(arguments: [
    (WeightType.float16, 0xBCCC_CE66_B648_B68C as UInt64), (.bfloat16, 0xAC3B_E6C8_6ED4_AAF7),
    (.float32, 0xEEF5_1B6D_1235_D7DE), (.float64, 0xECEF_CAD7_B983_8157),
  ]) func bitsAreThoseOfTheLongWay(type: WeightType, wanted: UInt64) throws {
    var generator = TestGenerator(seed: 11)
    let values = (0..<6400).map { _ in generator.signedUnit() * generator.unit() }
    let importances = values.map { _ in generator.unit() }
    var hash: UInt64 = 0
    func add(_ word: UInt64) { hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15 &+ hash >> 29 }
    for bits in [2, 3, 4, 5] {
      for given in [nil, Importances.weights(importances)] {
        var options = PaletteOptions(bits: bits)
        options.grouping = .size(64)
        let made = try type.palettized(type.bytes(values), [6400], options, given)
        for byte in made.tables + made.indices { add(UInt64(byte)) }
        for error in [made.errors.error, made.errors.optimum, made.errors.uniform, made.errors.norm] {
          add((error ?? 0).bitPattern)
        }
      }
    }
    #expect(hash == wanted)
  }
}
