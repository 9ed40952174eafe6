import Clustering
import TesseraTestSupport
import Testing

@testable import Palettes

/// Tensors in groups: each has the table that it would have alone.
@Suite struct GroupTests {
  private static func random(_ count: Int, seed: UInt64) -> [Float] {
    var generator = TestGenerator(seed: seed)
    return (0..<count).map { _ in Float(generator.signedUnit() * generator.unit()) }
  }

  @Test(arguments: [1, 3, 4], [PaletteOptions.Grouping.channel, .size(7), .size(21), .size(42), .size(6)])
  func aGroupIsATensorOfItsOwn(bits: Int, grouping: PaletteOptions.Grouping) throws {
    let shape = grouping == .size(6) ? [5, 4, 6] : [6, 3, 7]
    let count = shape.reduce(1, *)
    let weights = Self.random(count, seed: 1)
    let importances = (0..<count).map { Double($0 % 3) }
    var options = PaletteOptions(bits: bits)
    options.grouping = grouping
    let whole = try PalettizedTensor(weights, shape: shape, importances: .weights(importances), options)
    var errors = PaletteErrors()
    var approximations: [Double] = []
    var codes: [UInt8] = []
    var tables: [UInt8] = []
    let size = whole.layout.weightsPerGroup
    for first in stride(from: 0, to: count, by: size) {
      let part = try PalettizedTensor(
        Array(weights[first..<(first + size)]), shape: [size],
        importances: .weights(Array(importances[first..<(first + size)])), PaletteOptions(bits: bits))
      errors.add(part.errors)
      approximations += part.weights
      codes += part.codes
      tables += part.tables
    }
    #expect(whole.weights == approximations && whole.codes == codes && whole.tables == tables)
    #expect(whole.errors == errors && whole.layout.groupCount == count / size)
  }

  /// Groups of so many weights that all threads work at one, and groups that several threads share out.
  @Test func sizesDoNotMatter() throws {
    let count = 1 << 19
    let bytes = WeightType.float16.bytes(Self.random(2 * count, seed: 4).map { Double($0) })
    var options = PaletteOptions(bits: 2)
    options.grouping = .size(count)
    let two = try WeightType.float16.palettized(bytes, [2, count], options)
    let second = try WeightType.float16.palettized(bytes[(2 * count)...], [count], PaletteOptions(bits: 2))
    #expect(two.tables.suffix(8) == second.tables[...])
    #expect(two.indices.suffix(count / 4) == second.indices[...])
  }

  /// One importance per input counts for all outputs, also behind further axes.
  @Test func importancesOfInputs() throws {
    let weights = Self.random(4 * 3 * 2, seed: 2)
    let inputs = [2.0, 0.5, 1]
    let each = (0..<24).map { inputs[$0 / 2 % 3] }
    for grouping in [PaletteOptions.Grouping.tensor, .channel] {
      var options = PaletteOptions(bits: 2)
      options.grouping = grouping
      let short = try PalettizedTensor(weights, shape: [4, 3, 2], importances: .inputs(inputs), options)
      let long = try PalettizedTensor(weights, shape: [4, 3, 2], importances: .weights(each), options)
      #expect(short.indices == long.indices && short.tables == long.tables && short.errors == long.errors)
    }
    #expect(throws: PaletteError.importanceShape(given: [4], weights: [4, 3, 2])) {
      try PalettizedTensor(weights, shape: [4, 3, 2], importances: .inputs([1, 1, 1, 1]), PaletteOptions(bits: 2))
    }
  }

  @Test func importancesOfNothingCountTheSame() throws {
    let weights: [Float] = [1, 2, 3, 10, 1, 2, 3, 10]
    var options = PaletteOptions(bits: 1)
    options.grouping = .channel
    let made = try PalettizedTensor(weights, shape: [2, 4], importances: .weights([0, 0, 0, 0, 1, 1, 0, 0]), options)
    #expect(made.weights == [2, 2, 2, 10, 1, 2, 2, 2])
    #expect(made.errors.unweightedGroups == 1 && made.errors.optimum == 2 && made.errors.error == 2)
    let bins = WeightType.float16.bytes(weights.map { Double($0) })
    let zeros = try WeightType.float16.palettized(
      bins, [8], PaletteOptions(bits: 2), .inputs(Array(repeating: 0, count: 8)))
    #expect(zeros.errors.unweightedGroups == 1 && zeros.errors.error == 0)
  }

  @Test(arguments: WeightType.allCases) func fewDistinctWeightsAreExact(type: WeightType) throws {
    let cases: [[Double]] = [
      [0, 0, 0], [-0.0, 0, 0], [0.5, 0.5, 0.5], [1, -1, 1, 0], [0x1p-24, -0x1p-24, 0, 0x1p-14],
      [0.1, 0.2, 0.3, 0.1, 0.2, 0.3],
    ]
    for values in cases {
      let bytes = type.bytes(values)
      let made = try type.palettized(bytes, [values.count], PaletteOptions(bits: 2))
      #expect(made.weights == type.values(bytes), "\(values)")
      #expect(made.errors.error == 0 && made.errors.optimum == 0 && made.errors.relative == 0)
      // What is not needed repeats the last.
      let entries = type.values(made.tables)
      #expect(entries.count == 4 && entries == entries.sorted())
    }
  }

  @Test func badNumbersAreRefusedByTheirPlace() {
    var weights = Self.random(24, seed: 5)
    weights[17] = .nan
    weights[20] = .infinity
    #expect(throws: PaletteError.notFinite(index: [2, 2, 1])) {
      try PalettizedTensor(weights, shape: [4, 3, 2], PaletteOptions(bits: 2))
    }
    #expect(throws: PaletteError.notFinite(index: [2, 2, 1])) {
      var options = PaletteOptions(bits: 2)
      options.vectorLength = 3
      return try PalettizedTensor(weights, shape: [4, 3, 2], options)
    }
    var large = WeightType.float16.bytes((0..<20_000).map { Double($0) })
    large[2 * 12_345 + 1] = 0x7C
    large[2 * 12_345] = 0
    #expect(throws: PaletteError.notFinite(index: [123, 45])) {
      try WeightType.float16.palettized(large, [200, 100], PaletteOptions(bits: 2))
    }
    for bad in [-1, .nan, .infinity] {
      var importances = Array(repeating: 1.0, count: 24)
      importances[5] = bad
      #expect(throws: PaletteError.importanceNotUsable(index: [0, 2, 1])) {
        try PalettizedTensor(
          Self.random(24, seed: 5), shape: [4, 3, 2], importances: .weights(importances), PaletteOptions(bits: 2))
      }
      #expect(throws: PaletteError.importanceNotUsable(index: [1])) {
        try PalettizedTensor(
          Self.random(24, seed: 5), shape: [4, 3, 2], importances: .inputs([1, bad, 1]), PaletteOptions(bits: 2))
      }
    }
    #expect(throws: PaletteError.notRepresentable) {
      try PalettizedTensor(
        [1e-200, 2e-200, 1] as [Double], shape: [3], importances: .weights([1, 1, .leastNonzeroMagnitude]),
        PaletteOptions(bits: 1))
    }
  }

  /// Squares of 1e-300 and of 1e300 are no Doubles; tables, codes and shares of errors are those of the weights in other units all the same.
  @Test(arguments: [-1000, -700, 700, 1000], [1, 2]) func unitsDoNotMatter(exponent: Int, vectorLength: Int) throws {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let weights = Self.random(64, seed: 6).map { Double($0) }
    let importances = (0..<64).map { Double($0 % 5) }
    var options = PaletteOptions(bits: 2)
    (options.grouping, options.vectorLength) = (.channel, vectorLength)
    for masses in [nil, importances] {
      let plain = try PalettizedTensor(weights, shape: [2, 32], importances: masses.map { .weights($0) }, options)
      let scaled = try PalettizedTensor(
        weights.map { $0 * factor }, shape: [2, 32],
        importances: masses.map { .weights($0.map { $0 / factor }) }, options)
      #expect(scaled.codes == plain.codes && scaled.weights == plain.weights.map { $0 * factor })
      let (errors, other) = (plain.errors, scaled.errors)
      #expect(errors.relative > 0 && other.relative == errors.relative && other.gap == errors.gap)
      #expect(other.relativeUniform == errors.relativeUniform)
      // In squared units of the weights, where these are numbers.
      #expect(other.norm == (masses == nil ? (exponent < 0 ? 0 : .infinity) : errors.norm * factor))
    }
  }

  /// Errors of tensors in units that are far apart are those of the larger one.
  @Test func errorsOfDifferentUnitsAreAddedUp() throws {
    let options = PaletteOptions(bits: 1)
    let (small, large) = (
      try PalettizedTensor([1e-300, 2e-300, 5e-300] as [Double], shape: [3], options),
      try PalettizedTensor([1, 2, 5] as [Double], shape: [3], options)
    )
    var errors = PaletteErrors()
    errors.add(small.errors)
    #expect(errors == small.errors && errors.relative.isWithin(1e-15, of: large.errors.relative))
    errors.add(large.errors)
    #expect(errors == large.errors && errors.norm == 30)
  }

  /// The difference of the levels is beyond Double.
  @Test func theLargestWeightsHaveCodes() throws {
    let most = Double.greatestFiniteMagnitude
    let made = try PalettizedTensor(
      [most, -most, most / 2, -most / 2] as [Double], shape: [4], PaletteOptions(bits: 1))
    #expect(made.codes == [1, 0, 1, 0] && made.errors.norm == .infinity)
    // Levels of 3/4: four times (1/4)^2 of 2.5.
    #expect(made.errors.relative.isWithin(1e-14, of: 0.1))
  }

  @Test func cancelledWorkEnds() {
    var options = PaletteOptions(bits: 2)
    options.cancellation = Cancellation()
    options.cancellation?.cancel()
    #expect(throws: PaletteError.interrupted) {
      try PalettizedTensor(Self.random(100, seed: 5), shape: [100], options)
    }
  }
}
