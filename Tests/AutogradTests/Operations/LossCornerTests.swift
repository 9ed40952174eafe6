import Autograd
import Testing

/// Losses and activations by hand, at their kinks, far from 0, and where they refuse.
@Suite struct LossCornerTests {
  @Test func lossesByHand() {
    let (x, y): (Tensor<Double>, Tensor<Double>) = ([0, 1, 5], [0.5, 1, 1])
    #expect(x.huberLoss(from: y, delta: 2, reduction: .none) == [0.125, 0, 6])
    #expect(x.smoothAbsoluteError(from: y, beta: 2, reduction: .none) == [0.0625, 0, 3])
    #expect(x.smoothAbsoluteError(from: y, beta: 0) == x.absoluteError(from: y))
    #expect(x.absoluteError(from: y, reduction: .sum).item == 4.5)
    #expect(x.hingeEmbeddingLoss(to: [1, -1, -1], margin: 2, reduction: .none) == [0, 1, 0])
    let ranking = Tensor.marginRankingLoss(x, y, target: [1, 1, -1], margin: 1, reduction: .none)
    #expect(ranking == [1.5, 1, 5])
    let scores = Tensor([1.0, 3, 2], shape: [3])
    #expect(scores.multiMarginLoss(to: Tensor(2)).item == 2.0 / 3)
    #expect(scores.negativeLogLikelihood(of: Tensor(1)).item == -3)
    let ignored = Tensor([1.0, 2, 3, 4], shape: [2, 2]).negativeLogLikelihood(of: [0, -100], reduction: .none)
    #expect(ignored == [-1, 0])
  }

  /// What takes no part has a gradient of 0, whatever it is.
  @Test func ignoredRowsMayHoldAnything() {
    let logarithms = Tensor([-1.0, -2, .nan, -.infinity], shape: [2, 2])
    let (loss, slopes) = valueWithGradient(at: logarithms) { $0.negativeLogLikelihood(of: [1, -100]) }
    #expect(loss.item == 2 && slopes == [[0, -1], [0, 0]])
  }

  @Test func crossEntropyIsTheLikelihoodOfLogSoftmax() {
    let scores = sample([4, 3], seed: 3)
    let target: Tensor<Int> = [2, 0, 1, 2]
    let weights = Tensor([0.5, 2, 1], shape: [3])
    let a = valueWithGradient(at: scores) { $0.crossEntropy(to: target, weights: weights) }
    let b = valueWithGradient(at: scores) {
      $0.logSoftmax(alongAxis: 1).negativeLogLikelihood(of: target, weights: weights)
    }
    #expect((a.value - b.value).abs().item < 1e-15 && (a.gradient - b.gradient).abs().max().item < 1e-15)
  }

  @Test func probabilitiesAtTheEndsStayFinite() {
    let ends = Tensor([0.0, 1, 0, 1], shape: [4])
    let losses = ends.binaryCrossEntropy(to: [0, 1, 1, 0], reduction: .none)
    #expect(losses == [0, 0, 100, 100])
    let logits = Tensor([-1000.0, 1000, 1000], shape: [3])
    #expect(logits.binaryCrossEntropyWithLogits(to: [0, 1, 0], reduction: .none) == [0, 0, 1000])
    let slopes = gradient(at: logits) { $0.binaryCrossEntropyWithLogits(to: [0, 1, 0], reduction: .sum) }
    #expect(slopes == [0, 0, 1])
  }

  @Test func targetsOfZeroCostNothing() {
    let logarithms = Tensor([-0.5, -700, -1], shape: [3])
    let target = Tensor([0.0, 0, 1], shape: [3])
    #expect(logarithms.klDivergence(to: target, reduction: .sum).item == 1)
    #expect(gradient(at: target) { logarithms.klDivergence(to: $0, reduction: .sum) }.isFiniteEverywhere)
    let rates = Tensor([2.0], shape: [1])
    let slopes = gradient(at: Tensor([0.0], shape: [1])) { rates.poissonLoss(of: $0, isFull: true, reduction: .sum) }
    #expect(slopes == [-2])
  }

  @Test func activationsAtTheirKinks() {
    let x = Tensor([-3.0, -1, -0.5, 0, 0.5, 1, 3, 6], shape: [8])
    func slopes(_ function: (Tensor<Double>) -> Tensor<Double>) -> [Double] {
      gradient(at: x) { function($0).sum() }.elements
    }
    #expect(slopes { $0.hardTanh() } == [0, 0, 1, 1, 1, 0, 0, 0])
    #expect(slopes { $0.relu6() } == [0, 0, 0, 0, 1, 1, 1, 0])
    #expect(slopes { $0.softShrink() } == [1, 1, 0, 0, 0, 1, 1, 1])
    #expect(slopes { $0.hardShrink() } == [1, 1, 0, 0, 0, 1, 1, 1])
    #expect(slopes { $0.thresholded(above: 1, else: 9) } == [0, 0, 0, 0, 0, 0, 1, 1])
    #expect(slopes { $0.elu(alpha: 0.25) }[3] == 0.25 && slopes { $0.celu(alpha: 0.25) }[3] == 1)
    #expect(slopes { $0.hardSwish() }[0] == 0 && slopes { $0.hardSwish() }[6] == 1)
    #expect(x.thresholded(above: 1, else: 9).elements == [9, 9, 9, 9, 9, 9, 3, 6])
  }

  @Test func farFromZeroNothingOverflows() {
    let x = Tensor([-1e4, 1e4, .nan], shape: [3])
    for (function, expected) in [
      ({ $0.elu() }, [-1, 1e4]), ({ $0.mish() }, [0, 1e4]), ({ $0.logSigmoid() }, [-1e4, 0]),
      ({ $0.softsign() }, [-1e4 / 10001, 1e4 / 10001]), ({ $0.celu(alpha: 2) }, [-2, 1e4]),
    ] as [((Tensor<Double>) -> Tensor<Double>, [Double])] {
      let values = function(x).elements
      #expect(zip(values, expected).allSatisfy { ($0 - $1).magnitude <= 1e-12 * $1.magnitude } && values[2].isNaN)
      let slopes = gradient(at: x) { function($0).sum() }.elements
      #expect(slopes[0].isFinite && slopes[1].isFinite)
    }
  }

  @Test func oneWeightPerChannel() {
    let x = Tensor([-1.0, 2, -3, 4], shape: [1, 2, 2])
    let weights = Tensor([0.5, 0.1], shape: [2])
    #expect(
      (x.parametricReLU(weights: weights) - Tensor([-0.5, 2, -0.3, 4], shape: [1, 2, 2])).abs().max().item < 1e-15)
    #expect(gradient(at: weights) { x.parametricReLU(weights: $0).sum() } == [-1, -3])
  }

  @Test func whatIsNoLossIsRefused() async throws {
    let messages = [
      "delta is positive", "1 and -1", "within 0 ... 1", "power is 1 or 2", "no two halves", "in order", "not negative",
    ]
    for (index, message) in messages.enumerated() {
      let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        [index = index as Int] in
        let x: Tensor<Double> = [1, 2, 3]
        switch index {
        case 0: _ = x.huberLoss(from: x, delta: 0)
        case 1: _ = x.hingeEmbeddingLoss(to: x)
        case 2: _ = x.binaryCrossEntropy(to: x)
        case 3: _ = x.multiMarginLoss(to: Tensor(0), power: 3)
        case 4: _ = x.gatedLinearUnit()
        case 5: _ = x.hardTanh(from: 1, to: 1)
        default: _ = x.gaussianLoss(of: x, variances: -x)
        }
      }
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains(message), "\(index): \(text)")
    }
  }
}

extension Tensor<Double> {
  fileprivate var isFiniteEverywhere: Bool { elements.allSatisfy { $0.isFinite } }
}
