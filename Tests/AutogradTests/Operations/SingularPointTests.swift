import Autograd
import Testing

/// Kinks and poles, by the rules of PyTorch where it is right.
@Suite struct SingularPointTests {
  @Test func theSlopeAtAKinkIsZero() {
    let x = Tensor([0.0, -2, 2, .nan], shape: [4])
    let slopesOfMagnitude = gradient(at: x) { $0.abs().sum() }
    #expect(slopesOfMagnitude.elements == [0, -1, 1, 0])
    let slopesOfRelu = gradient(at: Tensor([0.0, -2, 2], shape: [3])) { $0.relu().sum() }
    #expect(slopesOfRelu.elements == [0, 0, 1])
  }

  @Test func theSquareRootIsInfinitelySteepAtZero() {
    let slope = gradient(at: Tensor(0.0)) { $0.squareRoot() }
    #expect(slope.item == .infinity)
  }

  @Test func whatIsNotChosenLeaksNothing() {
    let x = Tensor([-1.0, 0, 1], shape: [3])
    let slopes = gradient(at: x) { x in Tensor.where(x .> 0, x.log(), .zeros([])).sum() }
    #expect(slopes.elements == [0, 0, 1])
    let curvatures = hessianVectorProduct(at: x, direction: .ones([3])) { x in
      Tensor.where(x .> 0, x.log(), .zeros([])).sum()
    }
    #expect(curvatures.elements == [0, 0, -1])
  }

  @Test func productsWithZeroAreExactInBothOrders() {
    let x = Tensor([0.0, 3], shape: [2])
    let product: (Tensor<Double>) -> Tensor<Double> = {
      ($0.selecting(0, alongAxis: 0) * $0.selecting(1, alongAxis: 0)).square()
    }
    #expect(gradient(at: x, of: product) == .zeros([2]))
    #expect(hessian(at: x, of: product).elements == [18, 0, 0, 0])
  }

  @Test func emptyTensorsAreNoSpecialCase() {
    let empty = Tensor<Double>([], shape: [0, 3])
    let slopes = gradient(at: empty) { ($0.exp() * 2).sum() }
    #expect(slopes == empty)
    #expect(empty.sum(alongAxis: 0) == .zeros([3]))
    #expect(squaredDistances(from: empty, to: .ones([2, 3])).shape == [0, 2])
  }
}
