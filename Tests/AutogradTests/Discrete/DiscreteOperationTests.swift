import Autograd
import Testing

/// Value, ties, NaN, and gradients of zero in the right shape, first and second order.
@Suite struct DiscreteOperationTests {
  private static let numbers = Tensor(
    [0.31, -0.87, 0.52, -1.14, 0.08, 0.66, 1.73, -0.29, 0.94, -0.45], shape: [10])

  @Test func argmaxOfTenNumbersStaysWhenTheFirstIsNudged() {
    let nudged = Self.numbers + Tensor([0.01] + Array(repeating: 0, count: 9), shape: [10])
    #expect(Self.numbers.argmax().item == 6)
    #expect(nudged.argmax().item == 6)
    let slopes = gradient(at: Self.numbers) { Tensor<Double>($0.argmax()) + Tensor<Double>($0.argmin()) }
    #expect(slopes == .zeros([10]))
  }

  @Test func tiesGoToTheLowestIndex() {
    let ties = Tensor([2.0, 1, 1, 2, 2, 1], shape: [2, 3])
    #expect(ties.argmin(alongAxis: 1) == Tensor([1, 2], shape: [2]))
    #expect(ties.argmax(alongAxis: 1) == Tensor([0, 0], shape: [2]))
    #expect(ties.argmin(alongAxis: -2) == Tensor([0, 0, 0], shape: [3]))
    #expect(ties.argmax(alongAxis: 0) == Tensor([0, 1, 0], shape: [3]))
    #expect(ties.argmin().item == 1)
    #expect(ties.argmax().item == 0)
  }

  @Test func theFirstNaNWins() {
    let values = Tensor([3.0, .nan, 1, .nan], shape: [4])
    #expect(values.argmin().item == 1)
    #expect(values.argmax().item == 1)
    #expect(values.min(alongAxis: 0).item.isNaN)
  }

  @Test func onTiesTheLowestIndexTakesTheWholeGradient() {
    let ties = Tensor([2.0, 1, 1], shape: [3])
    let slopes = gradient(at: ties) { $0.min(alongAxis: 0) }
    #expect(slopes == Tensor([0, 1, 0], shape: [3]))
  }

  @Test func wholeNumbersAreRoundedLikePyTorch() {
    let values = Tensor([-1.5, -0.5, 0.5, 1.5, 2.5, -0.2], shape: [6])
    #expect(values.rounded().elements == [-2, 0, 0, 2, 2, 0])
    #expect(values.floor().elements == [-2, -1, 0, 1, 2, -1])
    #expect(values.ceil().elements == [-1, 0, 1, 2, 3, 0])
    #expect(values.truncated().elements == [-1, 0, 0, 1, 2, 0])
    #expect(values.sign().elements == [-1, -1, 1, 1, 1, -1])
    #expect(Tensor([Double.nan], shape: [1]).sign().item.isNaN)
    #expect(Tensor([0.0], shape: [1]).sign().item == 0)
  }

  @Test func functionsOfStepsHaveZerosToEveryOrder() {
    let x = Tensor([0.5, -1.2, 0, 3, .nan, .infinity], shape: [2, 3])
    let functions: [(Tensor<Double>) -> Tensor<Double>] = [
      { $0.rounded() }, { $0.floor() }, { $0.ceil() }, { $0.truncated() }, { $0.sign() },
    ]
    for function in functions {
      let slopes = gradient(at: x) { function($0).sum() }
      let curvatures = hessianVectorProduct(at: x, direction: .ones([2, 3])) { function($0).sum() }
      #expect(slopes == .zeros([2, 3]))
      #expect(curvatures == .zeros([2, 3]))
    }
  }

  @Test func comparisonsAreMasks() {
    let x = Tensor([1.0, 2, .nan], shape: [3])
    let y = Tensor([1.0, 1, 1], shape: [3])
    #expect((x .< y).elements == [false, false, false])
    #expect((x .<= y).elements == [true, false, false])
    #expect((x .> y).elements == [false, true, false])
    #expect((x .>= y).elements == [true, true, false])
    #expect((x .== y).elements == [true, false, false])
    #expect((x .!= y).elements == [false, true, true])
    #expect((Tensor([0, 1, 2, 1], shape: [4]) .== 1).elements == [false, true, false, true])
    #expect((x .> 0).trueCount == 2)
    #expect((x .> 0).trueIndices() == Tensor([0, 1], shape: [2, 1]))
    let slopes = gradient(at: x) { Tensor<Double>($0 .> 1).sum() }
    #expect(slopes == .zeros([3]))
  }

  @Test func oneHotMarksEachIndex() {
    let marks: Tensor<Float> = Tensor([2, 0], shape: [2]).oneHot(3)
    #expect(marks == Tensor([0, 0, 1, 1, 0, 0], shape: [2, 3]))
  }
}
