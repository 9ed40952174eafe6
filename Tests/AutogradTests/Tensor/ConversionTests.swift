import Autograd
import Testing

/// Float and Double in one gradient.
@Suite struct ConversionTests {
  private let x: Tensor<Float> = [0.5, -1.25, 2]

  @Test func elementsAreRoundedToTheNearest() {
    #expect(Tensor<Double>(x).elements == [0.5, -1.25, 2])
    let third = Tensor([1.0 / 3, 1e300, .nan], shape: [3])
    let rounded = Tensor<Float>(third)
    #expect(rounded[0] == Float(1.0 / 3) && rounded[1] == .infinity && rounded[2].isNaN)
  }

  /// d/dx of sum x^3 is 3 x^2; the way through Double changes nothing in numbers that Float holds.
  @Test func gradientsPassThereAndBack() {
    let (value, slopes) = valueWithGradient(at: x) { x in
      let y = Tensor<Double>(x)
      return Tensor<Float>((y * y * y).sum())
    }
    #expect(value.item == 0.125 - 1.953125 + 8 && slopes == [0.75, 4.6875, 12])
  }

  @Test func gradientsPassToEveryOrder() {
    let direct: (Tensor<Double>) -> Tensor<Double> = { ($0.square().square()).sum() }
    let third = gradient(at: x) { x in
      gradient(at: x) { x in
        gradient(at: x) { x in
          let y = Tensor<Double>(x)
          return Tensor<Float>((y.square() * Tensor<Double>(Tensor<Float>(y.square()))).sum())
        }.sum()
      }.sum()
    }
    #expect(third == [12, -30, 48])
    #expect(hessian(at: Tensor<Double>(x)) { Tensor<Double>(Tensor<Float>(direct($0))) }.diagonal() == [3, 18.75, 48])
  }

  /// What is computed in Float on the way of a Double gradient, twice from the same tensor, and beside what stays Double.
  @Test func waysJoin() {
    let slopes = gradient(at: Tensor([1.0, 2], shape: [2])) { x in
      let y = x * x
      let single = Tensor<Float>(y)
      let (a, b) = (Tensor<Double>(single * single), Tensor<Double>(single + 1))
      return (a * b + y).sum()
    }
    // Of x^6 + x^4 + x^2.
    #expect(slopes.elements == [12, 228])
  }

  /// An outer gradient in Double around an inner one in Float that moves with it.
  @Test func gradientsOfBothTypesNest() {
    let outer = gradient(at: Tensor(3.0)) { z in
      let inner = gradient(at: Tensor<Float>(2)) { x in Tensor<Float>(Tensor<Double>(x).square() * z) }
      // 2 x z, and its square
      return Tensor<Double>(inner).square()
    }
    #expect(outer.item == 2 * 4 * 4 * 3)
    let untouched = gradient(at: Tensor(3.0)) { z in
      z * Tensor<Double>(gradient(at: Tensor<Float>(2)) { Tensor<Float>(Tensor<Double>($0).square()) })
    }
    #expect(untouched.item == 4)
  }

  @Test func whatWasConvertedBeforeIsAConstant() {
    var escaped = Tensor<Double>(0)
    _ = gradient(at: x) { x in
      escaped = Tensor<Double>(x)
      return Tensor<Float>(escaped.sum())
    }
    #expect(gradient(at: x) { ($0 * Tensor<Float>(escaped)).sum() } == x)
  }

  @Test func anAuditFollows() {
    let audit = gradientAudit(at: [x]) { Tensor<Float>(Tensor<Double>($0[0]).exp().sum()) }
    #expect(audit.inputs[0].arrives && audit.inputs[0].cuts.isEmpty)
  }

  /// Tanh of a sum in Double, of Float weights: the same slopes as in Float, to its digits.
  @Test func agreesWithFloatAlone() {
    for seed in 0..<5 {
      let x = Tensor<Float>(sample([4, 3], seed: seed))
      let alone: (Tensor<Float>) -> Tensor<Float> = { ($0.tanh() * $0.exp()).sum() }
      let mixed: (Tensor<Float>) -> Tensor<Float> = {
        Tensor<Float>(Tensor<Double>($0.tanh()) * Tensor<Double>($0.exp())).sum()
      }
      #expect((gradient(at: x, of: alone) - gradient(at: x, of: mixed)).abs().max().item < 1e-6, "\(seed)")
      let direction = Tensor<Float>(sample([4, 3], seed: 9))
      let (a, b) = (
        hessianVectorProduct(at: x, direction: direction, of: alone),
        hessianVectorProduct(at: x, direction: direction, of: mixed)
      )
      #expect((a - b).abs().max().item < 2e-6, "\(seed)")
    }
  }
}
