import Autograd
import Clustering
import Testing

/// Samples of a categorical distribution.
@Suite struct GumbelSoftmaxTests {
  static func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return GumbelSoftmax.noise(count: count, using: &generator)
  }

  @Test func argmaxIsDrawnWithTheProbabilitiesOfSoftmax() {
    let logits = Tensor([0.0, 1, 2], shape: [3])
    let count = 20_000
    let noise = Tensor(Self.noise(3 * count), shape: [count, 3])
    let drawn = (logits + noise).argmax(alongAxis: 1).counts(minimumCount: 3)
    let probabilities = logits.softmax(alongAxis: 0)
    for index in 0..<3 {
      let share = Double(drawn[index]) / Double(count)
      let deviation = (probabilities[index] * (1 - probabilities[index]) / Double(count)).squareRoot()
      #expect((share - probabilities[index]).magnitude < 4 * deviation)
    }
  }

  /// By hand: ([0, 1] + [1, -0.5]) / 0.5 = [2, 1].
  @Test func theNoiseIsCooledWithTheScores() {
    let weights = Tensor([0.0, 1], shape: [2]).argmaxWeights(
      by: .gumbelSoftmax(temperature: 0.5, noise: [1, -0.5]), alongAxis: 0)
    #expect((weights[0] - 0.7310585786300049).magnitude < 1e-15)
  }

  @Test func theGradientIsThatOfTheNoisySoftmax() {
    let logits = Tensor([0.3, -0.4, 0.9], shape: [3])
    let noise = Self.noise(3)
    let slopes = gradient(at: logits) {
      $0.argmaxWeights(by: .gumbelSoftmax(temperature: 0.5, noise: noise), alongAxis: 0).selecting(1, alongAxis: 0)
    }
    // d p_1 / d x_j = p_1 (delta_1j - p_j) / temperature.
    let p = logits.argmaxWeights(by: .gumbelSoftmax(temperature: 0.5, noise: noise), alongAxis: 0)
    for j in 0..<3 {
      #expect((slopes[j] - p[1] * ((j == 1 ? 1 : 0) - p[j]) / 0.5).magnitude < 1e-13)
    }
  }
}
