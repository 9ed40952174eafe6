import Palettes
import TesseraTestSupport
import Testing

/// Tables of single weights are the best there are.
@Suite struct OptimalTableTests {
  /// {1, 2} and {10, 11, 12} with importances 1, 1, 5, 1, 1: the means are 1.5 and 73/7; unsorted, with a tie.
  @Test func fiveWeightsByHand() throws {
    let made = try PalettizedTensor(
      [11, 1, 10, 2, 12] as [Double], shape: [5], importances: .weights([1, 1, 5, 1, 1]), PaletteOptions(bits: 1))
    #expect(made.codes == [1, 0, 1, 0, 1] && made.indices == [0b10101])
    let (low, high): (Double, Double) = (1.5, 73.0 / 7)
    #expect(made.weights == [high, low, high, low, high])
    let least: Double = 0.5 + 182.0 / 49
    let optimum = try #require(made.errors.optimum)
    #expect(optimum.isWithin(1e-14, of: least))
    #expect(made.errors.error.isWithin(1e-14, of: least))
    // Even levels are 1 and 12: 1^2 + 5 * 2^2 + 1^2.
    #expect(made.errors.uniform == 22 && made.errors.norm == 770)
  }

  /// Halfway between two levels lies 0, where there are more numbers than anybody can walk through.
  @Test func levelsOnBothSidesOfZeroTakeNoTime() throws {
    let single = try PalettizedTensor([-1, 1, 1, -1] as [Float], shape: [4], PaletteOptions(bits: 1))
    #expect(single.codes == [0, 1, 1, 0])
    let double = try PalettizedTensor([-3, 3, 5, -5e-300] as [Double], shape: [4], PaletteOptions(bits: 2))
    #expect(double.codes == [0, 2, 3, 1])
    let near = try PalettizedTensor([-1, 1 + 1e-9, 1e-30, -1e-30] as [Double], shape: [4], PaletteOptions(bits: 1))
    #expect(near.codes[0] == 0 && near.codes[1] == 1)
  }

  /// 2000 problems with ties, equal weights, importances of 0: brute force over all ways to cut the sorted weights.
  @Test(arguments: 0..<20) func equalsBruteForce(part: Int) throws {
    for seed in UInt64(100 * part)..<UInt64(100 * part + 100) {
      var generator = TestGenerator(seed: seed)
      let problem = LineProblem(using: &generator)
      let order = problem.values.indices.shuffled(using: &generator)
      let values = order.map { problem.values[$0] }
      let importances = problem.weights.map { weights in Importances.weights(order.map { weights[$0] }) }
      for bits in 1...3 {
        let made = try PalettizedTensor(
          values, shape: [values.count], importances: importances, PaletteOptions(bits: bits))
        let least = problem.leastInertia(min(1 << bits, problem.distinct))
        let optimum = try #require(made.errors.optimum)
        let doubt = 1e-12 * least + 1e-20
        let isRight =
          optimum.isWithin(doubt, of: least) && made.errors.error.isWithin(doubt, of: least)
          && Self.loss(values, importances, made.weights).isWithin(doubt, of: made.errors.error)
        #expect(isRight, "seed \(seed), \(bits) bits: \(made.errors), \(least)")
      }
    }
  }

  static func loss(_ values: [Double], _ importances: Importances?, _ approximations: [Double]) -> Double {
    var weights = values.map { _ in 1.0 }
    if case .weights(let given)? = importances { weights = given }
    return zip(weights, zip(values, approximations)).reduce(0) {
      $0 + $1.0 * ($1.1.0 - $1.1.1) * ($1.1.0 - $1.1.1)
    }
  }

  /// Entries of a table are rounded to its type: what is stored is what the error says, and near the optimum.
  @Test(arguments: WeightType.allCases) func theErrorIsThatOfWhatIsStored(type: WeightType) throws {
    var generator = TestGenerator(seed: 3)
    let values = (0..<3000).map { _ in generator.signedUnit() * generator.unit() * 0.1 }
    let bytes = type.bytes(values)
    let stored = type.values(bytes)
    for bits in [2, 4, 7] {
      let made = try type.palettized(bytes, [60, 50], PaletteOptions(bits: bits))
      let optimum = try #require(made.errors.optimum)
      #expect(Self.loss(stored, nil, made.weights).isWithin(1e-10 * optimum, of: made.errors.error))
      // Means of bfloat16 lose eight bits, and at seven bits the levels are as near as its numbers.
      let factor = type == .bfloat16 ? 1.2 : type == .float16 ? 1 + 1e-2 : 1 + 1e-8
      #expect(made.errors.error >= optimum * (1 - 1e-12) && made.errors.error <= factor * optimum, "\(bits)")
      // Every weight has the nearest entry.
      let entries = Set(made.weights)
      let isNearest = zip(stored, made.weights).allSatisfy { value, approximation in
        let distance = (approximation - value).magnitude
        return entries.allSatisfy { entry in (entry - value).magnitude >= distance }
      }
      #expect(isNearest)
    }
  }

  /// Bins, sorted keys, blocks and threads: one result.
  @Test func largeTensorsAreTheSameByBinsAndByKeys() throws {
    var generator = TestGenerator(seed: 8)
    let count = 3 * (1 << 18) + 24
    let halves = WeightType.float16.bytes((0..<count).map { _ in generator.signedUnit() * generator.unit() })
    let values = WeightType.float16.values(halves)
    let importances = Importances.weights(values.indices.map { Double($0 % 5) })
    for importances in [nil, importances] {
      var options = PaletteOptions(bits: 3)
      options.threadCount = 1
      let alone = try WeightType.float16.palettized(halves, [count], options, importances)
      options.threadCount = 3
      let shared = try WeightType.float16.palettized(halves, [count], options, importances)
      #expect(alone.indices == shared.indices && alone.tables == shared.tables && alone.errors == shared.errors)
      let wide = try PalettizedTensor(values.map { Float($0) }, shape: [count], importances: importances, options)
      let optimum = try #require(alone.errors.optimum)
      #expect(try #require(wide.errors.optimum).isWithin(1e-12 * optimum, of: optimum))
      #expect(alone.errors.uniform.map { $0.isWithin(1e-12 * $0, of: wide.errors.uniform ?? 0) } == true)
      #expect(Self.loss(values, importances, alone.weights).isWithin(1e-9 * optimum, of: alone.errors.error))
    }
  }
}

extension Double {
  func isWithin(_ distance: Double, of other: Double) -> Bool { (self - other).magnitude <= distance }
}
