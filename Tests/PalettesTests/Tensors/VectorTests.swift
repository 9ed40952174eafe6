import Palettes
import TesseraTestSupport
import Testing

/// Tables of vectors.
@Suite struct VectorTests {
  /// Four distinct pairs along axis 1 of [2, 4, 2]; the two weights of a pair are two apart.
  @Test func pairsLieAlongTheInputAxis() throws {
    // Rows of (first, second) by output, block and inner index.
    let pairs: [[[(Float, Float)]]] = [
      [[(1, 2), (3, 4)], [(5, 6), (7, 8)]], [[(7, 8), (5, 6)], [(3, 4), (1, 2)]],
    ]
    var weights: [Float] = []
    for output in pairs {
      for block in output { weights += block.map { $0.0 } + block.map { $0.1 } }
    }
    var options = PaletteOptions(bits: 2)
    options.vectorLength = 2
    let made = try PalettizedTensor(weights, shape: [2, 4, 2], options)
    #expect(made.weights == weights.map { Double($0) })
    #expect(made.errors.error == 0 && made.errors.optimum == nil && made.errors.uniform == nil)
    #expect(made.layout.tableShape == [1, 1, 1, 4, 2] && made.codes.count == 8)
    #expect(Set(made.codes).count == 4 && made.codes[0] == made.codes[7] && made.codes[3] == made.codes[4])
  }

  @Test(arguments: [PaletteOptions.Grouping.tensor, .channel, .size(8)])
  func theErrorIsThatOfWhatIsStored(grouping: PaletteOptions.Grouping) throws {
    var generator = TestGenerator(seed: 6)
    let values = (0..<(24 * 16)).map { _ in generator.signedUnit() }
    let importances = Importances.weights(values.map { _ in generator.unit() })
    var options = PaletteOptions(bits: 2)
    (options.grouping, options.vectorLength) = (grouping, 4)
    for importances in [nil, importances] {
      let made = try PalettizedTensor(values, shape: [24, 16], importances: importances, options)
      let loss = OptimalTableTests.loss(values, importances, made.weights)
      #expect(loss.isWithin(1e-12 * loss, of: made.errors.error))
      #expect(made.errors.relative < 1)
      options.threadCount = 1
      let alone = try PalettizedTensor(values, shape: [24, 16], importances: importances, options)
      #expect(alone.indices == made.indices && alone.tables == made.tables)
    }
  }

  /// Vectors of importance 0 count for nothing: the one code of the others is their mean.
  @Test func importancesWeighVectors() throws {
    var options = PaletteOptions(bits: 1)
    options.vectorLength = 2
    let weights: [Float] = [1, 1, 3, 3, 90, 80, 9, 9]
    let made = try PalettizedTensor(weights, shape: [8], importances: .weights([1, 1, 1, 1, 0, 0, 1, 1]), options)
    #expect(made.weights == [2, 2, 2, 2, 9, 9, 9, 9] && made.errors.error == 4 && made.errors.norm == 182)
    // Fewer vectors than codes.
    options.bits = 3
    let few = try PalettizedTensor([1, 2, 1, 2, 1, 2] as [Float], shape: [6], options)
    #expect(few.weights == [1, 2, 1, 2, 1, 2] && few.layout.tableShape == [1, 8, 2])
  }
}
