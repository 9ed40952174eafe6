import Autograd
import Testing

/// The fused cross entropy: a case by hand, its definition, both orders, and what takes no part.
@Suite struct CrossEntropyTests {
  typealias Loss = @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double>

  /// softmax(log 3, 0) is (3/4, 1/4).
  @Test func aCaseByHand() {
    let logits = Tensor([Tensor(3.0).log().item, 0], shape: [1, 2])
    let (loss, slopes) = valueWithGradient(at: logits) { $0.crossEntropy(to: Tensor([1], shape: [1])) }
    #expect((loss.item - Tensor(4.0).log().item).magnitude < 1e-15)
    #expect((slopes - Tensor([0.75, -0.75], shape: [1, 2])).abs().max().item < 1e-15)
    let curvature = hessian(at: logits) { $0.crossEntropy(to: Tensor([1], shape: [1])) }
    // diag(p) - p p^T.
    let expected = Tensor([1.0, -1, -1, 1], shape: [2, 2]) * (3.0 / 16)
    #expect((curvature - expected).abs().max().item < 1e-15)
  }

  /// The definition, operation by operation.
  private static func composed(
    _ x: Tensor<Double>, _ shares: Tensor<Double>, alongAxis axis: Int
  ) -> Tensor<Double> {
    -(shares * (x.exp() / x.exp().sum(alongAxis: axis, keepingDimension: true)).log()).sum(alongAxis: axis)
  }

  @Test func allFormsAreTheDefinitionInValueAndGradientsOfEveryInput() {
    let (labels, weights) = (Tensor([2, -1, 0, 1, 1, -1], shape: [3, 2]), Tensor([0.5, 2, 1.5], shape: [3]))
    let mask = Tensor<Double>(labels .!= -1)
    let safe = Tensor<Int>(labels.elements.map { max($0, 0) }, shape: [3, 2])
    let hot: Tensor<Double> = safe.oneHot(3)
    let target = hot.transposed(permutation: [0, 2, 1])
    let noise = sample([3, 2], seed: 8)
    for smoothing in [0, 0.3] {
      let fused: Loss = { x, w in
        (x.crossEntropy(to: labels, weights: w, reduction: .none, ignoredIndex: -1, labelSmoothing: smoothing) * noise)
          .sum()
          + x.crossEntropy(to: labels, weights: w, ignoredIndex: -1, labelSmoothing: smoothing)
      }
      let plain: Loss = { x, w in
        let row = w.reshaped(to: [3, 1])
        let losses = Self.composed(x, (target * (1 - smoothing) + smoothing / 3) * row, alongAxis: 1) * mask
        return (losses * noise).sum() + losses.sum() / ((target * row).sum(alongAxis: 1) * mask).sum()
      }
      requireAgreement(fused, plain, at: sample([3, 3, 2]) * 3, weights, "labels, smoothing \(smoothing)")
    }
    for smoothing in [0, 0.3] {
      let fused: Loss = { x, t in
        x.crossEntropy(toProbabilities: t, weights: weights, labelSmoothing: smoothing).square()
      }
      let plain: Loss = { x, t in
        Self.composed(x, (t * (1 - smoothing) + smoothing / 3) * weights.reshaped(to: [3, 1]), alongAxis: 1).mean()
          .square()
      }
      requireAgreement(
        fused, plain, at: sample([3, 3, 2]), sample([3, 3, 2], seed: 6).exp(), "probabilities, smoothing \(smoothing)")
    }
  }

  private func requireAgreement(
    _ fused: Loss, _ plain: Loss, at x: Tensor<Double>, _ y: Tensor<Double>, _ what: String
  ) {
    let (a, b) = (valueWithGradient(at: x, y, of: fused), valueWithGradient(at: x, y, of: plain))
    #expect((a.value - b.value).abs().item < 1e-13, "\(what)")
    #expect((a.gradients.0 - b.gradients.0).abs().max().item < 1e-13, "\(what)")
    #expect((a.gradients.1 - b.gradients.1).abs().max().item < 1e-13, "\(what)")
    /// The gradient of the gradients along a direction: every second derivative.
    func second(_ loss: Loss) -> (Tensor<Double>, Tensor<Double>) {
      valueWithGradient(at: x, y) { x, y in
        let slopes = valueWithGradient(at: x, y, of: loss).gradients
        return (slopes.0 * sample(x.shape, seed: 5)).sum() + (slopes.1 * sample(y.shape, seed: 9)).sum()
      }.gradients
    }
    let (c, d) = (second(fused), second(plain))
    #expect((c.0 - d.0).abs().max().item < 1e-12, "second order, \(what)")
    #expect((c.1 - d.1).abs().max().item < 1e-12, "second order, \(what)")
    // Third order: every rule of the slopes is differentiated in its turn.
    let third = errors(at: x) { x in (gradient(at: x) { fused($0, y) } * sample(x.shape, seed: 3)).sum() }
    #expect(third.second < 1e-6, "third order, \(what)")
  }

  @Test func whatTakesNoPartLeavesNothing() {
    let logits = Tensor([.nan, .infinity, 1, 2], shape: [2, 2])
    let labels = Tensor([-100, 1], shape: [2])
    for smoothing in [0, 0.1] {
      let loss: (Tensor<Double>) -> Tensor<Double> = { $0.crossEntropy(to: labels, labelSmoothing: smoothing) }
      let (value, slopes) = valueWithGradient(at: logits, of: loss)
      #expect(value.item.isFinite)
      #expect(slopes.elements[..<2] == [0, 0] && slopes.elements[2] > 0)
      let curvature = hessianVectorProduct(at: logits, direction: .ones([2, 2]), of: loss)
      #expect(curvature.elements[..<2] == [0, 0] && curvature.elements[3].magnitude < 1e-15)
    }
  }

  @Test func aClassThatIsRuledOutCostsNothingWhereItsTargetIsZero() {
    let logits = Tensor([0.0, 0, -.infinity], shape: [1, 3])
    let (value, slopes) = valueWithGradient(at: logits) {
      $0.crossEntropy(toProbabilities: Tensor([1, 0, 0], shape: [1, 3]))
    }
    #expect((value.item - Tensor(2.0).log().item).magnitude < 1e-15)
    #expect((slopes - Tensor([-0.5, 0.5, 0], shape: [1, 3])).abs().max().item < 1e-15)
  }

  @Test func largeScoresLoseNoDigits() {
    let small = Tensor([0.25, -0.5, 1], shape: [1, 3])
    let label = Tensor([0], shape: [1])
    let (value, slopes) = valueWithGradient(at: small + 1e6) { $0.crossEntropy(to: label) }
    let (expected, expectedSlopes) = valueWithGradient(at: small) { $0.crossEntropy(to: label) }
    #expect(value == expected && slopes == expectedSlopes)
  }

  @Test func logSumExpTakesAxesInAnyPlace() {
    let x = sample([2, 3, 4, 2])
    for axes in [[0], [1], [3], [1, 2], [0, 2], [0, 3], [0, 1, 2, 3], []] {
      let expected = x.exp().sum(alongAxes: axes, keepingDimensions: true).log()
      let own = x.logSumExp(alongAxes: axes, keepingDimensions: true)
      #expect(own.shape == expected.shape && (own - expected).abs().max().item < 1e-14, "\(axes)")
      #expect(errors(at: x) { ($0 * 3).logSumExp(alongAxes: axes).square().sum() }.second < 1e-7, "\(axes)")
    }
    // Ties are no kink of it.
    #expect(GradientCheck().run(at: .zeros([3])) { $0.logSumExp(alongAxes: [0]) }.passes)
  }
}
