import Autograd
import Testing

/// What the pages say of edges: infinite scores, NaN, forbidden pairs, ties.
@Suite struct RelaxationEdgeTests {
  @Test func softmaxRulesOutScoresOfMinusInfinity() {
    let scores = Tensor([0.0, -.infinity, 1], shape: [3])
    let (_, slopes) = valueWithGradient(at: scores) {
      ($0.argmaxWeights(by: .softmax(), alongAxis: 0) * Tensor([1, 2, 3], shape: [3])).sum()
    }
    #expect(scores.argmaxWeights(by: .softmax(), alongAxis: 0)[1] == 0)
    #expect(slopes[1] == 0 && slopes.elements.allSatisfy { $0.isFinite })
    for spoilt in [Tensor([0.0, .infinity], shape: [2]), Tensor(repeating: -.infinity, shape: [2])] {
      #expect(spoilt.argmaxWeights(by: .softmax(), alongAxis: 0).elements.allSatisfy { $0.isNaN })
    }
  }

  @Test func straightThroughMarksTheFirstOfWeightsThatAreNoNumbers() {
    let scores = Tensor([1.0, 2, .nan], shape: [3])
    let (_, slopes) = valueWithGradient(at: scores) {
      ($0.argmaxWeights(by: .straightThrough(.softmax()), alongAxis: 0) * Tensor([1, 2, 3], shape: [3])).sum()
    }
    #expect(scores.argmaxWeights(by: .straightThrough(.softmax()), alongAxis: 0).elements == [1, 0, 0])
    #expect(slopes.elements.allSatisfy { $0.isNaN })
  }

  @Test func tiesShareSoftWeightsEqually() {
    let ties = Tensor([1.0, 1, 0], shape: [3])
    for weights in [
      ties.argmaxWeights(by: .softmax(temperature: 0.1), alongAxis: 0),
      ties.argmaxWeights(by: .sparsemax, alongAxis: 0), ties.argmaxWeights(by: .entmax15, alongAxis: 0),
    ] { #expect(weights[0] == weights[1] && weights[0] > 0.4) }
  }

  /// Two scores exactly 1 apart: the lower one just enters the support, and counts as outside.
  @Test func theBorderOfTheSupportCountsAsOutside() {
    let slopes = gradient(at: Tensor([1.0, 0], shape: [2])) {
      ($0.argmaxWeights(by: .sparsemax, alongAxis: 0) * Tensor([1, 2], shape: [2])).sum()
    }
    #expect(slopes.elements == [0, 0])
  }

  @Test func blackboxIsZeroWhereNothingFlips() {
    let slopes = gradient(at: Tensor([1.0, 0], shape: [2])) {
      ($0.argmaxWeights(by: .blackbox(), alongAxis: 0) * 0).sum()
    }
    #expect(slopes.elements == [0, 0])
  }

  @Test func sinkhornForbidsPairs() {
    let scores = Tensor([0.0, -.infinity, 1, 2], shape: [2, 2])
    #expect((scores.sinkhorn(iterations: 2000) - Tensor([1, 0, 0, 1], shape: [2, 2])).abs().max().item < 1e-3)
    let impossible = Tensor<Double>([-.infinity, -.infinity, 1, 2], shape: [2, 2])
    #expect(impossible.sinkhorn().elements.allSatisfy { $0.isNaN })
  }

  @Test func softSortSharesTiesAndShowsNaN() {
    let ties = Tensor([2.0, 1, 1], shape: [3]).softPermutation(temperature: 0.3)
    #expect(ties.selecting(1, alongAxis: 1) == ties.selecting(2, alongAxis: 1))
    #expect(Tensor([2.0, .nan, 1], shape: [3]).softSorted().elements.allSatisfy { $0.isNaN })
  }
}
