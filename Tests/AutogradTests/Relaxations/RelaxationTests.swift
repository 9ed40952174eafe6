import Autograd
import Testing

/// Ways past argmax, against closed forms.
@Suite struct RelaxationTests {
  private let scores = Tensor([0.2, 1.1, 0.9, -3], shape: [4])

  @Test func allAreWeightsThatSumToOne() {
    let scores = sample([3, 5, 2]) * 3
    let noise = GumbelSoftmaxTests.noise(30)
    let all = [
      scores.argmaxWeights(by: .softmax(temperature: 0.5), alongAxis: 1),
      scores.argmaxWeights(by: .gumbelSoftmax(temperature: 0.5, noise: noise), alongAxis: 1),
      scores.argmaxWeights(by: .sparsemax, alongAxis: 1),
      scores.argmaxWeights(by: .entmax15, alongAxis: 1),
      scores.argmaxWeights(by: .straightThrough(.sparsemax), alongAxis: 1),
    ]
    for weights in all {
      #expect(weights.shape == scores.shape)
      #expect(weights.elements.allSatisfy { $0 >= 0 })
      #expect((weights.sum(alongAxis: 1) - 1).abs().max().item < 1e-12)
      // The best score has the largest weight, but for noise.
    }
    for weights in [all[0], all[2], all[3], all[4]] {
      #expect(weights.argmax(alongAxis: 1) == scores.argmax(alongAxis: 1))
    }
  }

  @Test func lowTemperaturesApproachArgmax() {
    let weights = scores.argmaxWeights(by: .softmax(temperature: 1e-3), alongAxis: 0)
    #expect((weights - scores.oneHotArgmax(alongAxis: 0)).abs().max().item < 1e-12)
  }

  @Test func sparsemaxIsTheNearestPointOfTheSimplex() {
    // 1.1 and 0.9 share: tau = (2 - 1) / 2; 0.2 lies below it.
    let weights = scores.argmaxWeights(by: .sparsemax, alongAxis: 0)
    #expect((weights - Tensor([0, 0.6, 0.4, 0], shape: [4])).abs().max().item < 1e-15)
    // The Jacobian on the support is the identity less the mean.
    let slopes = jacobian(at: scores) { $0.argmaxWeights(by: .sparsemax, alongAxis: 0) }
    let expected = Tensor([0, 0, 0, 0, 0, 0.5, -0.5, 0, 0, -0.5, 0.5, 0, 0, 0, 0, 0], shape: [4, 4])
    #expect((slopes - expected).abs().max().item < 1e-15)
  }

  @Test func sparseWeightsOfLargeScoresAndOfNaN() {
    let large = Tensor([1e20, 0, -1e20], shape: [3])
    let noNumber = Tensor([1.0, .nan, 2], shape: [3])
    let endless = Tensor([0.0, .infinity, 2], shape: [3])
    for weights in [
      large.argmaxWeights(by: .sparsemax, alongAxis: 0), large.argmaxWeights(by: .entmax15, alongAxis: 0),
    ] { #expect(weights.elements == [1, 0, 0]) }
    let single = Tensor<Float>([1e8, 1e8, 0], shape: [3])
    #expect(single.argmaxWeights(by: .sparsemax, alongAxis: 0).elements == [0.5, 0.5, 0])
    for scores in [noNumber, endless] {
      #expect(scores.argmaxWeights(by: .sparsemax, alongAxis: 0).elements.contains { $0.isNaN })
      #expect(scores.argmaxWeights(by: .entmax15, alongAxis: 0).elements.contains { $0.isNaN })
    }
  }

  @Test func entmaxSolvesItsEquation() {
    let weights = scores.argmaxWeights(by: .entmax15, alongAxis: 0)
    // sqrt(p) - x / 2 is one constant on the support.
    let constants = zip(weights.elements, scores.elements).filter { $0.0 > 0 }.map { $0.0.squareRoot() - $0.1 / 2 }
    #expect(constants.count >= 2)
    #expect(constants.allSatisfy { ($0 - constants[0]).magnitude < 1e-12 })
    // Its Jacobian is diag(s) - s s^T / sum s with s = sqrt(p) (Peters et al., equation 10).
    let s = weights.elements.map { $0.squareRoot() }
    let total = s.reduce(0, +)
    let slopes = jacobian(at: scores) { $0.argmaxWeights(by: .entmax15, alongAxis: 0) }
    for i in 0..<4 {
      for j in 0..<4 {
        #expect((slopes[i, j] - ((i == j ? s[i] : 0) - s[i] * s[j] / total)).magnitude < 1e-12)
      }
    }
  }

  @Test func gradientsAgreeWithDifferencesOnTheirPiece() {
    let values = sample([4], seed: 3)
    let noise = GumbelSoftmaxTests.noise(4)
    let reports = [
      GradientCheck().run(at: scores) {
        ($0.argmaxWeights(by: .softmax(temperature: 0.7), alongAxis: 0) * values).sum()
      },
      GradientCheck().run(at: scores) {
        ($0.argmaxWeights(by: .gumbelSoftmax(temperature: 0.7, noise: noise), alongAxis: 0) * values).sum()
      },
      GradientCheck().run(at: scores) { ($0.argmaxWeights(by: .sparsemax, alongAxis: 0) * values).sum() },
      GradientCheck().run(at: scores) { ($0.argmaxWeights(by: .entmax15, alongAxis: 0) * values).sum() },
    ]
    for report in reports { #expect(report.passes, "\(report)") }
  }

  @Test func straightThroughHasTheHardValueAndTheSoftGradient() {
    let values = sample([4], seed: 3)
    let hard = valueWithGradient(at: scores) {
      ($0.argmaxWeights(by: .straightThrough(.softmax(temperature: 0.7)), alongAxis: 0) * values).sum()
    }
    let soft = gradient(at: scores) { ($0.argmaxWeights(by: .softmax(temperature: 0.7), alongAxis: 0) * values).sum() }
    #expect(hard.value.item == values[1])
    #expect(hard.gradient == soft)
  }
}
