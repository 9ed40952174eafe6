import Autograd
import Testing

/// Shapes, axes and indices at the edge of what an operation takes.
@Suite struct CornerTests {
  @Test func aSingleValueIsARowOfOne() {
    let x = Tensor(3.0)
    #expect(x.sum(alongAxis: -1) == x && x.softmax(alongAxis: 0).item == 1 && x.cumulativeSum(alongAxis: 0) == x)
    #expect(x.argmax(alongAxis: 0).item == 0 && x.argsort(alongAxis: -1).shape == [])
    #expect(x.top(1, alongAxis: 0).values == x && x.top(0, alongAxis: 0).values.shape == [0])
    #expect(x.gathering(Tensor([0, 0], shape: [2]), alongAxis: 0).elements == [3, 3])
    #expect(gradient(at: x) { $0.addingSlices($0, at: [0], alongAxis: 0).square() }.item == 24)
  }

  @Test func slicesFollowPython() {
    let x = Tensor([0.0, 1, 2, 3, 4], shape: [5])
    #expect(x.slice(from: -3, to: nil, alongAxis: 0).elements == [2, 3, 4])
    #expect(x.slice(from: nil, to: 100, alongAxis: 0, step: 2).elements == [0, 2, 4])
    #expect(x.slice(from: 4, to: 2, alongAxis: 0).shape == [0])
  }

  @Test func indicesCountFromTheEndAndBroadcast() {
    let x = Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(x.takingAlong(Tensor([-1, 0], shape: [1, 2]), axis: 1).elements == [3, 1, 6, 4])
    #expect(x.takingAlong(Tensor([5, -6], shape: [2]), axis: nil).elements == [6, 1])
  }

  @Test func circulationIsThatOfWhatIsLeft() {
    let x = Tensor([1.0, 2, 3], shape: [3])
    #expect(x.padded([(before: -1, after: 2)], with: .circulation).elements == [2, 3, 2, 3])
  }

  @Test func stepsHaveGradientZeroWhateverTheyMeet() {
    let x = Tensor([Double.infinity], shape: [1])
    #expect(gradient(at: x) { ($0.floor() * $0.sign() * Double.infinity).sum() }.elements == [0])
  }

  @Test func normsOfNegativeOrderVanishAtZero() {
    let x = Tensor([0.0, 2, 1, 2], shape: [2, 2])
    let norm = x.norm(-1, alongAxes: [1])
    #expect(norm.elements[0] == 0 && (norm.elements[1] - 2.0 / 3).magnitude < 1e-15)
    #expect(gradient(at: x) { $0.norm(-1, alongAxes: [1]).sum() }.elements[0] == 0)
  }

  @Test func softmaxOfLargeScoresKeepsTheirDifferencesInFloat() {
    let scores = Tensor<Float>([0.25, -0.5, 1], shape: [1, 3])
    for function in [{ $0.softmax(alongAxis: 1) }, { $0.logSoftmax(alongAxis: 1) }]
      as [(Tensor<Float>) -> Tensor<Float>]
    {
      #expect((function(scores + 10000) - function(scores)).abs().max().item < 1e-6)
    }
    let loss: (Tensor<Float>) -> Tensor<Float> = { $0.logSumExp(alongAxes: [1]).square().sum() / 10000 }
    let slopes = gradient(at: scores + 10000, of: loss)
    #expect((slopes / 2 - scores.softmax(alongAxis: 1)).abs().max().item < 2e-4)
    #expect(gradient(at: scores + 10000) { $0.softmax(alongAxis: 1).sum() }.abs().max().item < 1e-6)
  }

  @Test func aVarianceThatLeavesLessThanNothing() {
    let x = Tensor([1.0, 3], shape: [2])
    let (value, slopes) = valueWithGradient(at: x) { $0.variance(alongAxes: nil, correction: 3) }
    #expect(value.item == .infinity && slopes.elements == [2, -2])
  }

  @Test func oneElementPerSliceOnEveryAxis() {
    let x = sample([2, 3, 4])
    for axis in 0..<3 {
      let best = x.argmax(alongAxis: axis)
      #expect(x.gathering(best, alongAxis: axis) == x.amax(alongAxes: [axis]))
      let kept = x.argmax(alongAxis: axis, keepingDimension: true)
      #expect(x.gathering(kept, alongAxis: axis).elements == x.gathering(best, alongAxis: axis).elements)
    }
  }
}
