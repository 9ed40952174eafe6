import Autograd
import Testing

/// Tensors that outlive the gradient in which they were made: constants for every other one, wherever they stand.
@Suite struct EscapedTensorTests {
  /// [3, 6], from a gradient that has ended.
  private let old = escaped(Tensor([1, 2], shape: [2])) { $0 * 3 }
  private let z = Tensor([5.0, 7], shape: [2])

  private static func escaped(
    _ x: Tensor<Double>, _ make: (Tensor<Double>) -> Tensor<Double>
  ) -> Tensor<Double> {
    var escaped = x
    _ = gradient(at: x) { x in
      escaped = make(x)
      return escaped.sum()
    }
    return escaped
  }

  @Test func itMayStandFirst() {
    #expect(gradient(at: z) { (old * $0).sum() }.elements == [3, 6])
    #expect(gradient(at: z) { ($0 * old).sum() }.elements == [3, 6])
    #expect(gradient(at: z) { (old + $0).sum() }.elements == [1, 1])
    #expect(gradient(at: z) { (old - $0).sum() }.elements == [-1, -1])
    #expect(gradient(at: Tensor([2.0, 4], shape: [2])) { (old / $0).sum() }.elements == [-0.75, -0.375])
  }

  @Test func noOperationStopsAtIt() {
    let (row, column) = (old.reshaped(to: [1, 2]), z.reshaped(to: [2, 1]))
    #expect(gradient(at: column) { row.matrixProduct($0).sum() }.elements == [3, 6])
    #expect(gradient(at: z) { Tensor.concatenated([old, $0], alongAxis: 0).square().sum() }.elements == [10, 14])
    #expect(gradient(at: z) { Tensor.stacked([old, $0], alongAxis: 1).square().sum() }.elements == [10, 14])
    #expect(gradient(at: z) { Tensor.where($0 .> 6, old, $0).square().sum() }.elements == [10, 0])
    #expect(gradient(at: z) { Tensor.maximum(old, $0).square().sum() }.elements == [10, 14])
    #expect(
      gradient(at: z) { squaredDistances(from: row, to: $0.reshaped(to: [1, 2])).sum() }.elements == [4, 2])
    #expect(
      gradient(at: z) { old.scatterAdding($0, at: Tensor([1, 0], shape: [2]), alongAxis: 0).square().sum() }.elements
        == [22, 20])
    #expect(
      gradient(at: z) { z in
        Tensor.withPullback(of: [old, z], value: z) { cotangent, _ in [cotangent * 10, cotangent * 2] }.sum()
      }.elements == [2, 2])
    #expect(gradient(at: z) { scoreFunctionLoss(old, logProbability: $0).sum() }.elements == [3, 6])
  }

  @Test func valuesBesideTheirProductsAreConstants() {
    let cube: (Tensor<Double>) -> Tensor<Double> = { $0 * $0 * $0 }
    let two = Tensor([2.0], shape: [1])
    let reverse = vectorJacobianProduct(at: two, cotangent: .ones([1]), of: cube).value
    let forward = jacobianVectorProduct(at: two, direction: .ones([1]), of: cube).value
    for value in [reverse, forward] {
      #expect(gradient(at: Tensor([1.0], shape: [1])) { (value * $0).sum() }.elements == [8])
      #expect(gradient(at: Tensor([1.0], shape: [1])) { value.stoppingGradient() * $0 }.elements == [8])
    }
  }

  /// d/dx (v(x) x), v = x^3 the value beside a product: 4 x^3.
  @Test func valuesBesideTheirProductsCarryTheDerivativeAroundThem() {
    let slope = gradient(at: Tensor(2.0)) { x in
      vectorJacobianProduct(at: x, cotangent: Tensor(1)) { $0 * $0 * $0 }.value * x
    }
    #expect(slope.item == 32)
    let forward = gradient(at: Tensor(2.0)) { x in
      jacobianVectorProduct(at: x, direction: Tensor(1)) { $0 * $0 * $0 }.value * x
    }
    #expect(forward.item == 32)
  }

  /// The inner x is the value x^2, and so is what escapes with it: d/dx (3 x^2 x) = 9 x^2.
  @Test func whatEscapesAnInnerGradientCarriesTheOuterDerivative() {
    let slope = gradient(at: Tensor(2.0)) { x in
      var inner = x
      _ = gradient(at: x * x) { y in
        inner = y
        return y.square()
      }
      return 3 * inner * x
    }
    #expect(slope.item == 36)
    // At a constant it carries nothing: d/dx (3 * 4 x).
    let constant = gradient(at: Tensor(2.0)) { x in
      var inner = x
      _ = gradient(at: Tensor(4.0)) { y in
        inner = y * 3
        return y.square()
      }
      return inner * x
    }
    #expect(constant.item == 12)
  }

  /// The first inner gradient forgets its operations, and the second takes their places.
  @Test func placesThatComeAgainAreNotConfused() {
    let slope = gradient(at: Tensor(2.0)) { x in
      var first = x
      _ = gradient(at: Tensor(3.0)) { y in
        first = y * y
        return first
      }
      // d/dz (9 z^2) = 18 z, at 5 x: 90 x.
      return gradient(at: x * 5) { z in first * z * z }
    }
    #expect(slope.item == 90)
    let sum = gradient(at: Tensor(2.0)) { x in
      var kept: [Tensor<Double>] = []
      for step in 1...5 {
        _ = gradient(at: Tensor(Double(step))) { y in
          kept.append(y.square())
          return kept.reduce(y) { $0 * $1 }
        }
        kept.append(x * Double(step))
      }
      return kept.reduce(Tensor(0)) { $0 + $1 }
    }
    #expect(sum.item == 15)
  }

  @Test func pullbacksTakeGradientsOfWhatTheyCapture() {
    // d/dx of y x^2 with a pullback that differentiates around a captured tensor.
    let function: (Tensor<Double>) -> Tensor<Double> = { x in
      let doubled = x * 2
      return .withPullback(of: [x], value: x.square()) { cotangent, inputs in
        [cotangent * gradient(at: inputs[0]) { doubled * $0 }]
      }
    }
    #expect(gradient(at: Tensor(3.0), of: function).item == 6)
    #expect(gradient(at: Tensor(3.0)) { gradient(at: $0, of: function) }.item == 2)
  }

  /// The sweep in one type is over before tapes of the other close.
  @Test func aPullbackMayHoldATensorOfTheOtherType() {
    let slope = gradient(at: Tensor(3.0)) { x in
      var single = Tensor<Float>(0)
      _ = gradient(at: Tensor<Float>(2)) { y in
        single = y * 2
        return single
      }
      return .withPullback(of: [x], value: x) { [single] cotangent, _ in
        [cotangent * Double(gradient(at: Tensor<Float>(1)) { single * $0 }.item)]
      }
    }
    #expect(slope.item == 4)
  }

  @Test func structuresHoldThemToo() {
    let start = TransformationTests.Line(slope: Tensor(2), offset: Tensor(1))
    var old = start
    _ = valueWithGradient(at: start) { line in
      old.tensors = line.tensors.map { $0 * 3 }
      return line.slope
    }
    let (_, gradient) = valueWithGradient(at: start) { old.slope * $0.slope + old.offset * $0.offset.square() }
    #expect(gradient.slope.item == 6 && gradient.offset.item == 6)
  }

  /// Back-propagation through two steps at a time, as one writes it when training on long sequences.
  @Test func truncatedBackPropagation() {
    var state = Tensor(1.0)
    var slopes: [Double] = []
    for _ in 0..<3 {
      let before = state
      slopes.append(
        gradient(at: Tensor(2.0)) { weight in
          state = before * weight * weight
          return state
        }.item)
    }
    #expect(slopes == [4, 16, 64])
  }
}
