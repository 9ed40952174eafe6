import Autograd
import Testing

/// Gradients of gradients, and what must not leak from one to another.
@Suite struct NestingTests {
  @Test func derivativesOfACube() {
    let cube: (Tensor<Double>) -> Tensor<Double> = { $0 * $0 * $0 }
    #expect(gradient(at: Tensor(2.0), of: cube).item == 12)
    #expect(gradient(at: Tensor(2.0)) { gradient(at: $0, of: cube) }.item == 12)
    #expect(gradient(at: Tensor(2.0)) { gradient(at: $0) { gradient(at: $0, of: cube) } }.item == 6)
    #expect(
      gradient(at: Tensor(2.0)) { gradient(at: $0) { gradient(at: $0) { gradient(at: $0, of: cube) } } }.item == 0)
  }

  @Test func theHessianOfAQuadraticFormIsItsSymmetricPart() {
    let form = Tensor([2.0, 1, 3, 4], shape: [2, 2])
    let hessian = hessian(at: Tensor([0.3, -0.7], shape: [2])) { x in
      let column = x.reshaped(to: [2, 1])
      return (column * form.matrixProduct(column)).sum()
    }
    #expect(hessian == Tensor([4, 4, 4, 8], shape: [2, 2]))
  }

  @Test func perturbationsAreNotConfused() {
    // d/dx (x d/dy (x + y)) = 1, not 2.
    let outer = gradient(at: Tensor(1.0)) { x in x * gradient(at: Tensor(1.0)) { y in x + y } }
    #expect(outer.item == 1)
    // d/dx (x d/dy (x y)) = 2 x.
    let mixed = gradient(at: Tensor(3.0)) { x in x * gradient(at: Tensor(5.0)) { y in x * y } }
    #expect(mixed.item == 6)
    // The inner gradient is taken at a function of x: d/dx (2 x^2) = 4 x.
    let chained = gradient(at: Tensor(3.0)) { x in gradient(at: x * x) { y in y.square() } }
    #expect(chained.item == 12)
  }

  @Test func aCustomPullbackTakesAGradientOfItsOwn() {
    let square: (Tensor<Double>) -> Tensor<Double> = { x in
      .withPullback(of: [x], value: x.stoppingGradient().square()) { y, inputs in
        [y * gradient(at: inputs[0]) { $0.square() }]
      }
    }
    #expect(gradient(at: Tensor(3.0), of: square).item == 6)
    #expect(gradient(at: Tensor(3.0)) { gradient(at: $0, of: square) }.item == 2)
  }

  @Test func theValueMayBeAnInputItself() {
    let (value, slopes) = valueWithGradients(at: [Tensor(2.0), Tensor(3), Tensor(5)]) { $0[1] }
    #expect(value.item == 3 && slopes.map(\.item) == [0, 1, 0])
  }

  @Test func stoppedGradientsAreConstants() {
    let slope = gradient(at: Tensor(3.0)) { $0 * $0.stoppingGradient() }
    #expect(slope.item == 3)
  }

  @Test func aTensorThatEscapesIsAConstant() {
    var escaped = Tensor(0.0)
    _ = gradient(at: Tensor(3.0)) { x in
      escaped = x * 2
      return escaped
    }
    let slope = gradient(at: Tensor(5.0)) { $0 * escaped }
    #expect(slope.item == 6)
  }

  @Test func anErrorLeavesNoTraces() {
    struct Failure: Error {}
    let failing: (Tensor<Double>) throws -> Tensor<Double> = { _ in throw Failure() }
    #expect(throws: Failure.self) { try gradient(at: Tensor(1.0), of: failing) }
    let slope = gradient(at: Tensor(2.0)) { $0.square() }
    #expect(slope.item == 4)
  }

  @Test func tasksTakeGradientsAtTheSameTime() async {
    let shared = sample([200])
    let sums = await withTaskGroup(of: Double.self) { group in
      for factor in 1...16 {
        group.addTask { gradient(at: shared) { ($0.square() * Double(factor)).sum() }.sum().item }
      }
      return await group.reduce(0, +)
    }
    let expected = 2 * 136 * shared.sum().item
    #expect((sums - expected).magnitude < 1e-9)
  }
}
