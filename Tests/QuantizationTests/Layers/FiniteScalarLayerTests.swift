import Autograd
import Clustering
import Quantization
import Testing

@Suite struct FiniteScalarLayerTests {
  private var generator = SeededGenerator(seed: 1)

  /// Three levels: -1, 0, 1; four: -1, -1/2, 0, 1/2. The code's first digit is the lowest.
  @Test mutating func levelsByHand() {
    let layer = FiniteScalarLayer<Double>(levels: [3, 4])
    let vectors = Tensor([0.0, 0, 9, 9, -9, -9, 0.4, 0.3], shape: [4, 2])
    let output = layer.quantized(vectors, using: &generator)
    // 1.001 tanh 0.4 = 0.38, to 0; 1.5015 tanh(0.3 + 0.3462) - 0.5 = 0.354, to 0.
    #expect(output.output.elements == [0, 0, 1, 0.5, -1, -1, 0, 0])
    #expect(output.codes.elements == [1 + 3 * 2, 2 + 3 * 3, 0, 1 + 3 * 2] && output.loss.item == 0)
    #expect(layer.codeCounts == [12] && layer.dimensions == 2 && layer.tensors.isEmpty)
    #expect((layer.bitsPerVector - 3.584962500721156).magnitude < 1e-15)
  }

  @Test func everyCodeComesBack() {
    for levels in [[3], [5, 4, 3, 7], [8, 8], [7, 1001]] {
      let layer = FiniteScalarLayer<Double>(levels: levels)
      let codes = Tensor(Array(0..<layer.codeCounts[0]), shape: [layer.codeCounts[0], 1])
      let values = layer.decoded(codes)
      #expect(values.abs().max().item <= 1)
      // Each component's values are evenly spaced: what is bounded to a level has it.
      let distinct = Set(values.slice(from: 0, to: 1, alongAxis: 1).elements)
      #expect(distinct.count == levels[0])
    }
  }

  /// All levels are reached, also where there are so many that the bound lies more than half a level behind the last.
  @Test func outermostLevelsAreReachedAndNotPassed() {
    for level in [3, 4, 8, 1000, 5000, 5001] {
      let layer = FiniteScalarLayer<Double>(levels: [level])
      let codes = layer.encoded(Tensor([-50.0, 0, 50], shape: [3, 1])).elements
      #expect(codes == [0, level / 2, level - 1], "\(level)")
    }
  }

  /// h (1 - tanh²(z + s)) / ⌊L / 2⌋, by differences of the bounded value.
  @Test mutating func theGradientIsThatOfTheBound() {
    let layer = FiniteScalarLayer<Double>(levels: [5, 4])
    let z = Tensor([0.3, -0.8], shape: [1, 2])
    let slopes = gradient(at: z) { layer.quantized($0, using: &generator).output.sum() }
    // 2.002 (1 - tanh² 0.3) / 2; s = artanh(0.5 / 1.5015) = 0.346199: 1.5015 (1 - tanh²(-0.453801)) / 2.
    #expect((slopes.elements[0] - 0.9160520987884557).magnitude < 1e-14)
    #expect((slopes.elements[1] - 0.6151340361132136).magnitude < 1e-14)
  }

  @Test mutating func aComponentThatIsNoNumberHasTheLowestLevelAndShows() {
    let layer = FiniteScalarLayer<Double>(levels: [3, 3])
    let output = layer.quantized(Tensor([.nan, 0, .infinity, -.infinity], shape: [2, 2]), using: &generator)
    #expect(
      output.codes.elements == [3, 2] && output.output.elements[0].isNaN && output.output.elements[1...] == [0, 1, -1])
  }
}
