import Testing

@testable import Autograd

/// Gradients that nobody differentiates are taken in one pass: the same bits as in operations on tensors, which a gradient around
/// them records.
@Suite struct FusedSlopeTests {
  static let functions: [@Sendable (Tensor<Float>) -> Tensor<Float>] = [
    { $0.square() }, { $0.squareRoot() }, { $0.exp() }, { $0.expm1() }, { $0.log() }, { $0.log1p() }, { $0.sin() },
    { $0.cos() }, { $0.tanh() }, { $0.erf() }, { $0.sigmoid() }, { $0.abs() }, { $0.relu() }, { $0.silu() },
    { $0.gelu() }, { $0.approximateGELU() }, { $0.softplus() }, { $0.clamped(from: 0.2, to: 1.5) },
    { .maximum($0, Tensor(0.7)) }, { .minimum($0, Tensor(0.7)) },
  ]

  @Test(arguments: functions.indices) func theSameBitsAsRecorded(_ index: Int) {
    let function = Self.functions[index]
    let x = Tensor((1...600).map { Float($0) * 0.004 }, shape: [2, 300])
    let weights = x.flipped(alongAxes: [1]) - 1
    let plain = gradient(at: x) { (function($0) * weights).sum() }
    var nested = plain
    _ = gradient(at: x) { outer in
      nested = gradient(at: outer) { (function($0) * weights).sum() }.constant
      return outer.sum()
    }
    #expect(plain == nested)
  }

  @Test func softmaxAlongAnyAxisAgreesWithItsFormula() {
    let x = sample([3, 5, 4]) * 9
    let weights = sample([3, 5, 4], seed: 2)
    for axis in 0..<3 {
      for isLogarithm in [false, true] {
        let fused: (Tensor<Double>) -> Tensor<Double> = {
          ((isLogarithm ? $0.logSoftmax(alongAxis: axis) : $0.softmax(alongAxis: axis)) * weights).sum()
        }
        let formula: (Tensor<Double>) -> Tensor<Double> = {
          let powers = $0.exp()
          let shares = powers / powers.sum(alongAxis: axis, keepingDimension: true)
          return ((isLogarithm ? shares.log() : shares) * weights).sum()
        }
        let (a, b) = (valueWithGradient(at: x, of: fused), valueWithGradient(at: x, of: formula))
        #expect((a.value.item - b.value.item).magnitude < 1e-11)
        #expect((a.gradient - b.gradient).abs().max().item < 1e-11)
        let c = hessianVectorProduct(at: x, direction: weights, of: fused)
        let d = hessianVectorProduct(at: x, direction: weights, of: formula)
        #expect((c - d).abs().max().item < 1e-10)
      }
    }
  }

  /// A row of -infinity has no shares; one of a single finite score has it all.
  @Test func softmaxOfInfinities() {
    let x = Tensor<Float>([-.infinity, -.infinity, 1, -.infinity, .infinity, 0], shape: [3, 2])
    let shares = x.softmax(alongAxis: 1).elements
    #expect(shares[..<2].allSatisfy(\.isNaN) && shares[4...].allSatisfy(\.isNaN))
    #expect(Array(shares[2...3]) == [1, 0])
    let slopes = gradient(at: x) { $0.logSumExp(alongAxes: [1]).sum() }.elements
    #expect(Array(slopes[..<4]) == [0, 0, 1, 0])
  }
}
