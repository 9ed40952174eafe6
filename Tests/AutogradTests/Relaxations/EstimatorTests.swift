import Autograd
import Clustering
import Testing

/// Estimators of the gradient of an expectation, against the exact one within their standard error.
@Suite struct EstimatorTests {
  private let logits = Tensor([0.3, -0.4, 0.9], shape: [3])
  private let values = Tensor([1.0, -2, 0.5], shape: [3])
  private let samples = 40_000

  /// The gradient of E f(k), k drawn from softmax(x): p_j (f_j - E f).
  private var exact: Tensor<Double> { gradient(at: logits) { ($0.softmax(alongAxis: 0) * values).sum() } }

  @Test func perturbedArgmaxIsUnbiased() {
    let noise = GumbelSoftmaxTests.noise(3 * samples, seed: 4)
    let (value, slopes) = valueWithGradient(at: logits) {
      ($0.argmaxWeights(by: .perturbed(noise: noise), alongAxis: 0) * values).sum()
    }
    let expected = (logits.softmax(alongAxis: 0) * values).sum().item
    // The values spread over 3, the scores' weights have a standard deviation of 1: both errors stay below 4 sigma.
    let deviation = 3 / Double(samples).squareRoot()
    #expect((value.item - expected).magnitude < 4 * deviation)
    #expect((slopes - exact).abs().max().item < 4 * deviation)
  }

  /// By hand: 2 * noise moves the choice from index 1 to 0, a gain of 1 along psi = (1 - e^-3, 0), divided by the scale.
  @Test func aPerturbedGradientIsDividedByTheScale() {
    let slopes = gradient(at: Tensor([0.0, 1], shape: [2])) {
      $0.argmaxWeights(by: .perturbed(scale: 2, noise: [3, 0]), alongAxis: 0).selecting(0, alongAxis: 0)
    }
    #expect((slopes - Tensor([0.4751064658160681, 0], shape: [2])).abs().max().item < 1e-15)
  }

  @Test func theScoreFunctionWeighsByLossLessBaseline() {
    let slopes = gradient(at: Tensor([-0.5, -2.0], shape: [2])) {
      scoreFunctionLoss(Tensor([3, 0.5], shape: [2]), logProbability: $0, baseline: 1).sum()
    }
    #expect(slopes.elements == [2, -0.5])
  }

  @Test func theControlVariateChangesNothingInTheMean() {
    // With normal noise the mean of psi is 0, so that y_0 drops out; the estimate stays where the exact value of two classes is.
    var generator = SeededGenerator(seed: 9)
    let pairs = (0..<samples).flatMap { _ -> [Double] in
      // Box and Muller.
      let (u, v) = (Double.random(in: 1e-12..<1, using: &generator), Double.random(in: 0..<1, using: &generator))
      let radius = Tensor(-2 * Tensor(u).log().item).squareRoot().item
      let angle = Tensor(2 * Double.pi * v)
      return [radius * angle.cos().item, radius * angle.sin().item]
    }
    let x = Tensor([0.2, -0.1], shape: [2])
    let slopes = gradient(at: x) {
      $0.argmaxWeights(by: .perturbed(distribution: .normal, noise: pairs), alongAxis: 0).selecting(0, alongAxis: 0)
    }
    // P(first wins) = Phi(0.3 / sqrt 2): its slope is the density phi(0.3 / sqrt 2) / sqrt 2.
    let density = (-Tensor(0.3 * 0.3 / 4)).exp().item / (4 * Double.pi).squareRoot()
    #expect((slopes[0] - density).magnitude < 0.02)
    #expect((slopes[1] + density).magnitude < 0.02)
  }

  /// Noise that changes no argmax says nothing about the slope: without the control variate it would say something else.
  @Test(arguments: [PerturbedArgmax.Noise.gumbel, .normal])
  func noiseThatChangesNothingHasSlopeZero(_ distribution: PerturbedArgmax.Noise) {
    let scores = Tensor([0.0, 100, -3], shape: [3])
    let noise = [1.5, 0.2, -0.4, 0.3, -2, 1, 0.1, 0.7, 2]
    let (value, slopes) = valueWithGradient(at: scores) {
      ($0.argmaxWeights(by: .perturbed(distribution: distribution, noise: noise), alongAxis: 0) * values).sum()
    }
    #expect(value.item == -2)
    #expect(slopes == .zeros([3]))
  }

  @Test func theScoreFunctionIsUnbiased() {
    let noise = Tensor(GumbelSoftmaxTests.noise(3 * samples, seed: 6), shape: [samples, 3])
    let choices = (logits + noise).argmax(alongAxis: 1)
    let losses = values.selectingRows(choices.elements)
    let mean = (logits.softmax(alongAxis: 0) * values).sum().item
    for baseline in [0, mean] {
      let slopes = gradient(at: logits) { logits in
        let logProbabilities = logits.logSoftmax(alongAxis: 0).selectingRows(choices.elements)
        return scoreFunctionLoss(losses, logProbability: logProbabilities, baseline: baseline).mean()
      }
      #expect((slopes - exact).abs().max().item < 4 * 2 / Double(samples).squareRoot(), "baseline \(baseline)")
    }
  }

  @Test func blackboxComparesTwoArgmaxes() {
    let scores = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let wanted = Tensor([0.0, 0, 1, 0], shape: [4])
    // The loss prefers index 2; with lambda 2 the scores move far enough to get there, with 0.05 they do not.
    func slopes(_ lambda: Double) -> Tensor<Double> {
      gradient(at: scores) { -($0.argmaxWeights(by: .blackbox(lambda: lambda), alongAxis: 0) * wanted).sum() }
    }
    #expect(slopes(2).elements == [0, 0.5, -0.5, 0])
    #expect(slopes(0.05) == .zeros([4]))
    let noise = [2.0, 0, 0, 0]
    let perturbed = scores.argmaxWeights(by: .implicitMLE(noise: noise), alongAxis: 0)
    #expect(perturbed.elements == [1, 0, 0, 0])
  }
}
