import Autograd
import Clustering
import Quantization
import Testing

@Suite struct LookupFreeLayerTests {
  private var generator = SeededGenerator(seed: 1)

  @Test mutating func signsByHand() {
    var layer = LookupFreeLayer<Double>(bits: 3)
    layer.entropyWeight = 0
    let vectors = Tensor([0.5, -2, 1, 0, -0.0, .nan], shape: [2, 3])
    let output = layer.quantized(vectors, using: &generator)
    #expect(output.output.elements == [1, -1, 1, -1, -1, -1] && output.codes.elements == [0b101, 0])
    #expect(output.loss.item.isNaN)
    let finite = layer.quantized(vectors.selectingRows([0]), using: &generator)
    // Squares 0.25 + 1 + 0 over 3, a quarter of it.
    #expect((finite.loss.item - 1.25 / 12).magnitude < 1e-15)
    #expect(layer.codeCounts == [8] && layer.bitsPerVector == 3)
    #expect(layer.decoded(Tensor([5, 0], shape: [2, 1])).elements == [1, -1, 1, -1, -1, -1])
    let slopes = gradient(at: vectors.selectingRows([0])) { (layer.quantized($0, using: &generator).output * 3).sum() }
    #expect(slopes.elements == [3, 3, 3])
  }

  /// One bit: p = sigmoid(4 x / temperature). Undecided rows have log 2 each and together; decided ones of both signs 0 and log 2.
  @Test mutating func entropiesByHand() {
    var layer = LookupFreeLayer<Double>(bits: 1)
    (layer.commitment, layer.entropyWeight) = (0, 1)
    let log2 = 0.6931471805599453
    layer.diversity = 0.5
    let undecided = layer.quantized(.zeros([4, 1]), using: &generator).loss.item
    #expect((undecided - (log2 - 0.5 * log2)).magnitude < 1e-14)
    let decided = layer.quantized(Tensor([1.0, -1], shape: [2, 1]), using: &generator).loss.item
    #expect((decided + 0.5 * log2).magnitude < 1e-14)
    let alike = layer.quantized(Tensor([1.0, 1], shape: [2, 1]), using: &generator).loss.item
    #expect(alike.magnitude < 1e-14)
  }

  /// In groups, the entropies of independent bits add up: each row's does always.
  @Test mutating func groupsAddUp() {
    var layer = LookupFreeLayer<Double>(bits: 5)
    (layer.commitment, layer.entropyWeight, layer.diversity, layer.temperature) = (0, 1, 0, 1)
    let x = Tensor((0..<20).map { Double(($0 * 7) % 11) / 11 - 0.5 }, shape: [4, 5])
    let losses = [8, 2, 1].map { group in
      layer.entropyGroup = group
      return layer.quantized(x, using: &generator).loss.item
    }
    #expect((losses[0] - losses[1]).magnitude < 1e-13 && (losses[0] - losses[2]).magnitude < 1e-13)
    layer.diversity = 1
    let together = [8, 1].map { group in
      layer.entropyGroup = group
      return layer.quantized(x, using: &generator).loss.item
    }
    // The sum of the bits' entropies is a bound from above.
    #expect(together[1] < together[0])
  }

  @Test mutating func theLossIsSmooth() {
    var layer = LookupFreeLayer<Double>(bits: 3)
    (layer.commitment, layer.entropyWeight, layer.temperature, layer.entropyGroup) = (0.3, 0.7, 1, 2)
    let x = Tensor([0.4, -0.2, 0.7, 0.1, 0.6, -0.9], shape: [2, 3])
    let slopes = gradient(at: x) { layer.quantized($0, using: &generator).loss }
    for place in 0..<6 {
      let move = Tensor((0..<6).map { $0 == place ? 1e-6 : 0 }, shape: [2, 3])
      let difference =
        (layer.quantized(x + move, using: &generator).loss - layer.quantized(x - move, using: &generator).loss).item
        / 2e-6
      #expect((difference - slopes.elements[place]).magnitude < 1e-8)
    }
  }

  @Test mutating func certaintyHasAFiniteGradient() {
    let layer = LookupFreeLayer<Float>(bits: 8)
    let x = Tensor<Float>((0..<64).map { $0 % 3 == 0 ? 9 : -9 }, shape: [8, 8])
    let slopes = gradient(at: x) { layer.quantized($0, using: &generator).loss }
    #expect(slopes.elements.allSatisfy { $0.isFinite })
  }
}
