import Autograd
import Testing

/// Cases worked by hand.
@Suite struct GoldenTests {
  @Test func theGradientOfASumOfSquaresIsTwiceThePoint() {
    let (value, gradient) = valueWithGradient(at: Tensor([3.0, 4], shape: [2])) { $0.square().sum() }
    #expect(value.item == 25)
    #expect(gradient == Tensor([6, 8], shape: [2]))
  }

  @Test func fourPointsAndTwoCentroids() {
    // 0 and 1 belong to the centroid at 0, 4 and 5 to the one at 6.
    let points = Tensor([0.0, 1, 4, 5], shape: [4, 1])
    let (loss, gradient) = valueWithGradient(at: Tensor([0.0, 6], shape: [2, 1])) { centroids in
      let distances = squaredDistances(from: points, to: centroids)
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }
    #expect(loss.item == 0 + 1 + 4 + 1)
    // 2 (n c - s): 2 (2 * 0 - 1) and 2 (2 * 6 - 9).
    #expect(gradient == Tensor([-2, 6], shape: [2, 1]))
  }

  @Test func productsOfTwoInputsGiveEachTheOther() {
    let (value, gradients) = valueWithGradient(at: Tensor([2.0, 3], shape: [2]), Tensor([5.0, 7], shape: [2])) { x, y in
      (x * y).sum()
    }
    #expect(value.item == 31)
    #expect(gradients.0 == Tensor([5, 7], shape: [2]))
    #expect(gradients.1 == Tensor([2, 3], shape: [2]))
  }

  @Test func singlePrecisionWorksTheSameWay() {
    let gradient = gradient(at: Tensor<Float>([1, 2, 3], shape: [3])) { ($0 * $0 * $0).sum() }
    #expect(gradient == Tensor<Float>([3, 12, 27], shape: [3]))
  }

  @Test func anInputThatIsNotUsedHasZeros() {
    let gradient = gradient(at: Tensor([1.0, 2], shape: [2])) { _ in Tensor(7.0) }
    #expect(gradient == Tensor([0, 0], shape: [2]))
  }

  @Test func aTensorUsedTwiceAddsItsGradients() {
    let gradient = gradient(at: Tensor(3.0)) { x in x * x + x * 2 + x }
    #expect(gradient.item == 9)
  }
}
