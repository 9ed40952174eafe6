import Autograd
import Clustering
import Quantization
import Testing

@Suite struct GumbelLayerTests {
  private let codes = Tensor([0.0, 1, 3], shape: [3, 1])

  /// Draws have the chances of softmax(-distances): e^-0.04, e^-0.64, e^-7.84 at 0.2.
  @Test func codesAreDrawnByTheirDistance() {
    var generator = SeededGenerator(seed: 4)
    let layer = GumbelLayer(codes: codes)
    let output = layer.quantized(Tensor(repeating: 0.2, shape: [20_000, 1]), using: &generator)
    let usage = layer.usage(of: output.codes)[0]
    let weights = [0.9607894, 0.5272924, 0.0003937]
    for code in 0..<3 {
      let chance = weights[code] / 1.4884755
      #expect((Double(usage[code]) / 20_000 - chance).magnitude < 5 * (chance / 20_000).squareRoot(), "code \(code)")
    }
    // One code each, exactly.
    #expect(output.output == layer.decoded(output.codes))
    #expect(layer.encoded(Tensor([0.2, 2.5], shape: [2, 1])).elements == [0, 2])
  }

  @Test func theGradientIsThatOfTheMixture() {
    var layer = GumbelLayer(codes: codes)
    layer.temperature = 0.7
    let x = Tensor([0.2, 1.4], shape: [2, 1])
    func run(_ isHard: Bool) -> (value: Tensor<Double>, slopes: (Tensor<Double>, Tensor<Double>)) {
      layer.isHard = isHard
      let (value, slopes) = valueWithGradient(at: x, codes) { x, codes in
        var generator = SeededGenerator(seed: 7)
        var layer = layer
        layer.codes = codes
        return (layer.quantized(x, using: &generator).output * Tensor([1.0, -2], shape: [2, 1])).sum()
      }
      return (value, slopes)
    }
    let (soft, hard) = (run(false), run(true))
    #expect((soft.slopes.0 - hard.slopes.0).abs().max().item < 1e-15)
    #expect(soft.value != hard.value)
    // The soft one is smooth: differences agree in both.
    layer.isHard = false
    func value(_ x: Tensor<Double>, _ codes: Tensor<Double>) -> Double {
      var generator = SeededGenerator(seed: 7)
      layer.codes = codes
      return (layer.quantized(x, using: &generator).output * Tensor([1.0, -2], shape: [2, 1])).sum().item
    }
    for place in 0..<3 {
      let move = Tensor((0..<3).map { $0 == place ? 1e-6 : 0 }, shape: [3, 1])
      let difference = (value(x, codes + move) - value(x, codes - move)) / 2e-6
      #expect((difference - soft.slopes.1.elements[place]).magnitude < 1e-8)
    }
    for place in 0..<2 {
      let move = Tensor((0..<2).map { $0 == place ? 1e-6 : 0 }, shape: [2, 1])
      let difference = (value(x + move, codes) - value(x - move, codes)) / 2e-6
      #expect((difference - soft.slopes.0.elements[place]).magnitude < 1e-8)
    }
  }

  /// KL of (1/2, 1/2) from equal chances is 0; of certainty log 2.
  @Test func theDivergenceIsOfEqualChances() {
    var generator = SeededGenerator(seed: 1)
    var layer = GumbelLayer(codes: Tensor([0.0, 2], shape: [2, 1]))
    layer.divergence = 3
    #expect(layer.quantized(Tensor([1.0], shape: [1, 1]), using: &generator).loss.item.magnitude < 1e-15)
    layer.scale = 1e-3
    let certain = layer.quantized(Tensor([0.0], shape: [1, 1]), using: &generator).loss.item
    #expect((certain - 3 * 0.6931471805599453).magnitude < 1e-14)
  }

  @Test func rowsThatAreNotFiniteHaveACodeAllTheSame() {
    var generator = SeededGenerator(seed: 1)
    let layer = GumbelLayer(codes: codes)
    #expect(layer.encoded(Tensor([.nan, .infinity], shape: [2, 1])).elements == [0, 0])
    #expect(layer.quantized(Tensor([.nan], shape: [1, 1]), using: &generator).codes.elements == [0])
  }
}
