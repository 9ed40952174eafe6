import Autograd
import Testing

/// Products with Jacobians, structures of tensors, pullbacks of the caller's.
@Suite struct TransformationTests {
  /// (x y, x + y^2) has the Jacobian [[y, x], [1, 2 y]].
  private static func pair(_ x: Tensor<Double>) -> Tensor<Double> {
    let (a, b) = (x.selecting(0, alongAxis: 0), x.selecting(1, alongAxis: 0))
    return .stacked([a * b, a + b.square()], alongAxis: 0)
  }

  private let point = Tensor([3.0, 5], shape: [2])

  @Test func theJacobianOfTwoFunctions() {
    #expect(jacobian(at: point, of: Self.pair) == Tensor([5, 3, 1, 10], shape: [2, 2]))
  }

  @Test func productsFromBothSides() {
    let reverse = vectorJacobianProduct(at: point, cotangent: Tensor([1, 2], shape: [2]), of: Self.pair)
    #expect(reverse.value.elements == [15, 28])
    #expect(reverse.product.elements == [7, 23])
    let forward = jacobianVectorProduct(at: point, direction: Tensor([1, 2], shape: [2]), of: Self.pair)
    #expect(forward.value.elements == [15, 28])
    #expect(forward.product.elements == [11, 21])
  }

  @Test func whatMovesInStepsHasZeroProductsOfTheRightShape() {
    let x = sample([2, 3])
    let forward = jacobianVectorProduct(at: x, direction: .ones([2, 3])) { $0.rounded().sum(alongAxis: 1) }
    #expect(forward.product == .zeros([2]))
    let mask = jacobianVectorProduct(at: x, direction: .ones([2, 3])) { Tensor<Double>($0 .> 0) }
    #expect(mask.product == .zeros([2, 3]))
    let constant = jacobian(at: x) { _ in Tensor([1.0, 2], shape: [2]) }
    #expect(constant == .zeros([2, 6]))
  }

  @Test func productsAgreeWithTheJacobianAndEachOther() {
    let function: (Tensor<Double>) -> Tensor<Double> = { x in
      squaredDistances(from: x, to: sample([4, 3], seed: 2)).logSumExp(alongAxes: [1])
    }
    let x = sample([5, 3], seed: 9)
    let (u, v) = (sample([5], seed: 1), sample([5, 3], seed: 4))
    let forward = jacobianVectorProduct(at: x, direction: v, of: function).product
    let reverse = vectorJacobianProduct(at: x, cotangent: u, of: function).product
    let whole = jacobian(at: x, of: function).matrixProduct(v.reshaped(to: [15]))
    #expect(((forward * u).sum() - (reverse * v).sum()).abs().item < 1e-12)
    #expect((whole - forward).abs().max().item < 1e-12)
  }

  @Test func nestedProductsAreHigherDerivatives() {
    // d/dx of the forward product of x^3 along 1 is 6 x.
    let slope = gradient(at: Tensor(2.0)) { x in
      jacobianVectorProduct(at: x, direction: Tensor(1.0)) { $0 * $0 * $0 }.product
    }
    #expect(slope.item == 12)
  }

  struct Line: TensorStructure {
    var slope: Tensor<Double>
    var offset: Tensor<Double>
    var tensors: [Tensor<Double>] {
      get { [slope, offset] }
      set { (slope, offset) = (newValue[0], newValue[1]) }
    }
  }

  @Test func structuresHaveGradientsOfTheirOwnType() {
    let x = Tensor([0.0, 1, 2, 3], shape: [4])
    let y = x * 2 + 1
    var line = Line(slope: Tensor(0.0), offset: Tensor(0.0))
    for _ in 0..<500 {
      let (_, gradient) = valueWithGradient(at: line) { ($0.slope * x + $0.offset).squaredError(from: y) }
      line.slope = line.slope - gradient.slope * 0.1
      line.offset = line.offset - gradient.offset * 0.1
    }
    #expect((line.slope.item - 2).magnitude < 1e-6)
    #expect((line.offset.item - 1).magnitude < 1e-6)
  }

  @Test func customPullbacksAreTrustedAndDifferentiated() {
    let x = Tensor([0.3, 1.7], shape: [2])
    let rounded = valueWithGradient(at: x) { $0.straightThrough(to: $0.rounded()).square().sum() }
    #expect(rounded.value.item == 4)
    #expect(rounded.gradient.elements == [0, 4])
    // A square whose pullback says 3 x instead of 2 x.
    let odd: (Tensor<Double>) -> Tensor<Double> = { x in
      Tensor.withPullback(of: [x], value: x.square()) { cotangent, x in [cotangent * x[0] * 3] }
    }
    #expect(gradient(at: Tensor(2.0), of: odd).item == 6)
    #expect(gradient(at: Tensor(2.0), of: { gradient(at: $0, of: odd) }).item == 3)
  }
}
