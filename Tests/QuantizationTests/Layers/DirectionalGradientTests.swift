import Autograd
import Clustering
import Testing

@testable import Quantization

/// DiVeQ: an error vector of fixed direction.
@Suite struct DirectionalGradientTests {
  private var generator = SeededGenerator(seed: 1)

  /// From (0, 0) to the code (3, 4): n = (0.6, 0.8), g = (1, 2), n·g = 2.2.
  @Test mutating func theGradientIsSharedAlongTheError() {
    let (x, codes) = (Tensor([0.0, 0], shape: [1, 2]), Tensor([3.0, 4], shape: [1, 2]))
    let cotangent = Tensor([1.0, 2], shape: [1, 2])
    let (value, slopes) = valueWithGradient(at: x, codes) { x, codes in
      (QuantizedTensor(x, codebook: codes).directional(spread: 0, using: &generator) * cotangent).sum()
    }
    #expect(value.item == 11)
    #expect((slopes.0 - Tensor([1 - 1.32, 2 - 1.76], shape: [1, 2])).abs().max().item < 1e-15)
    #expect((slopes.1 - Tensor([1.32, 1.76], shape: [1, 2])).abs().max().item < 1e-15)
  }

  @Test mutating func withoutNoiseTheValueIsTheCodeExactly() {
    let x = Tensor<Float>([0.1, 0.7, -0.3, 0.2], shape: [2, 2])
    let codes = Tensor<Float>([0.3, 0.9, -1, 0.1], shape: [2, 2])
    let before = generator
    let quantized = QuantizedTensor(x, codebook: codes)
    #expect(quantized.directional(spread: 0, using: &generator) == quantized.quantized)
    #expect(generator == before)
  }

  /// With the noise fixed it is a smooth function of both, whose differences are its gradient; as long as codes stay.
  @Test mutating func differencesAgree() {
    let x = Tensor([0.1, 0.7, -0.3, 0.2, 0.5, 0.4], shape: [3, 2])
    let codes = Tensor([0.3, 0.9, -1, 0.1], shape: [2, 2])
    let weights = Tensor([1.0, -2, 3, 0.5, 2, 1], shape: [3, 2])
    for seed in 1...3 as ClosedRange<UInt64> {
      var noise = SeededGenerator(seed: seed)
      // What is a constant of the gradient.
      let error = QuantizedTensor(x, codebook: codes)
      let output = error.directional(spread: 0.1, using: &noise)
      let lengths = (error.quantized - x).norm(alongAxes: [1], keepingDimensions: true)
      let unit = (output - x) / lengths
      #expect((unit.norm(alongAxes: [1]) - 1).abs().max().item < 1e-14)
      func frozen(_ x: Tensor<Double>, _ codes: Tensor<Double>) -> Double {
        let q = codes.selectingRows(error.codes.elements)
        return ((x + (q - x).norm(alongAxes: [1], keepingDimensions: true) * unit).square() * weights).sum().item
      }
      var again = SeededGenerator(seed: seed)
      let (_, slopes) = valueWithGradient(at: x, codes) { x, codes in
        (QuantizedTensor(x, codebook: codes).directional(spread: 0.1, using: &again).square() * weights).sum()
      }
      for (place, slope) in slopes.0.elements.enumerated() {
        var step = [Double](repeating: 0, count: 6)
        step[place] = 1e-6
        let move = Tensor(step, shape: [3, 2])
        #expect(((frozen(x + move, codes) - frozen(x - move, codes)) / 2e-6 - slope).magnitude < 1e-8, "seed \(seed)")
      }
      for (place, slope) in slopes.1.elements.enumerated() {
        var step = [Double](repeating: 0, count: 4)
        step[place] = 1e-6
        let move = Tensor(step, shape: [2, 2])
        #expect(((frozen(x, codes + move) - frozen(x, codes - move)) / 2e-6 - slope).magnitude < 1e-8, "seed \(seed)")
      }
    }
  }

  @Test mutating func aVectorOnItsCodeKeepsTheWholeGradient() {
    let codes = Tensor([1.0, 2], shape: [1, 2])
    let (value, slopes) = valueWithGradient(at: codes, codes) { x, codes in
      QuantizedTensor(x, codebook: codes).directional(spread: 0, using: &generator).sum()
    }
    #expect(value.item == 3 && slopes.0.elements == [1, 1] && slopes.1.elements == [0, 0])
  }

  /// On the code the length is 0, whatever the noise.
  @Test mutating func noiseAloneMovesNothing() {
    let x = Tensor<Double>.zeros([5, 3])
    #expect(QuantizedTensor(x, codebook: .zeros([1, 3])).directional(spread: 1, using: &generator) == x)
  }

  /// Moments of the standard normal distribution: 0, 1, 0, 3, within five standard errors; of an odd number of samples.
  @Test mutating func theNoiseIsNormal() {
    let samples = Tensor<Double>.normal([40_001], using: &generator)
    let moments = (1...4).map { samples.power(Double($0)).mean().item }
    let root = 200.0
    #expect(moments[0].magnitude < 5 / root && (moments[1] - 1).magnitude < 5 * 1.5 / root)
    #expect(moments[2].magnitude < 5 * 4 / root && (moments[3] - 3).magnitude < 5 * 10 / root)
  }
}
