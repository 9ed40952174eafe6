import Foundation
import Testing

@testable import Autograd

/// Functions of Floats against the C library in Double.
@Suite struct FloatFunctionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// In units in the last place.
    let bound: Double
    let ours: @Sendable (Tensor<Float>) -> Tensor<Float>
    let exact: @Sendable (Double) -> Double
    /// Magnitudes that are tried.
    var range: ClosedRange<Float> = 0...(.infinity)
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "exp", bound: 1.01, ours: { $0.exp() }, exact: { exp($0) }),
    Case(name: "expm1", bound: 1.4, ours: { $0.expm1() }, exact: { expm1($0) }),
    Case(name: "log", bound: 0.8, ours: { $0.log() }, exact: { log($0) }),
    Case(name: "log1p", bound: 1.4, ours: { $0.log1p() }, exact: { log1p($0) }),
    Case(name: "sin", bound: 1.25, ours: { $0.sin() }, exact: { sin($0) }, range: 0...1e30),
    Case(name: "cos", bound: 1.25, ours: { $0.cos() }, exact: { cos($0) }, range: 0...1e30),
    Case(name: "tanh", bound: 1.8, ours: { $0.tanh() }, exact: { tanh($0) }),
    Case(name: "erf", bound: 2.9, ours: { $0.erf() }, exact: { erf($0) }),
    Case(name: "sigmoid", bound: 2.2, ours: { $0.sigmoid() }, exact: { 1 / (1 + exp(-$0)) }),
    Case(name: "softplus", bound: 1.8, ours: { $0.softplus() }, exact: { max($0, 0) + log1p(exp(-abs($0))) }),
    Case(name: "1 / x", bound: 0.5, ours: { $0.reciprocal() }, exact: { 1 / $0 }),
    Case(name: "1 / sqrt(x)", bound: 1.5, ours: { $0.reciprocalSquareRoot() }, exact: { 1 / $0.squareRoot() }),
  ]

  /// Every 65,521st Float, all that is special among them.
  @Test(arguments: cases) func staysWithinItsBound(_ testCase: Case) {
    let x =
      stride(from: UInt32(0), to: UInt32.max - 65_521, by: 65_521).map { Float(bitPattern: $0) }
      + [-0.0, .infinity, -.infinity, .nan, 1, -1, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
    let tried = x.filter { $0.isNaN || testCase.range.contains($0.magnitude) }
    let y = testCase.ours(Tensor(tried, shape: [tried.count])).elements
    for (x, y) in zip(tried, y) {
      let exact = testCase.exact(Double(x))
      let rounded = Float(exact)
      if rounded.isNaN || rounded.isInfinite || exact == 0 {
        #expect(y.isNaN == rounded.isNaN && (rounded.isNaN || y == rounded && y.sign == rounded.sign), "at \(x): \(y)")
      } else {
        let unit = max(Double(rounded.ulp), Double(Float.leastNonzeroMagnitude))
        #expect((Double(y) - exact).magnitude <= testCase.bound * unit, "at \(x): \(y)")
      }
    }
  }

  /// The Floats nearest to multiples of pi / 2, where most digits cancel.
  @Test func rootsOfWaves() {
    let x = (1...6000).map { Float(Double($0) * .pi / 2) }
    let tensor = Tensor(x, shape: [x.count])
    for (wave, exact) in [(tensor.sin(), { sin($0) }), (tensor.cos(), { cos($0) })]
      as [(Tensor<Float>, (Double) -> Double)]
    {
      for (x, y) in zip(x, wave.elements) {
        #expect((Double(y) - exact(Double(x))).magnitude <= 1.25 * Double(Float(exact(Double(x))).ulp), "at \(x)")
      }
    }
  }

  /// Its share of the normal distribution is right to the rounding of a Float below 1, also where little is left of it.
  @Test func theGaussianErrorUnit() {
    let x = (-4000...4000).map { Float($0) / 500 } + [0.0, -0.0, .infinity, -.infinity, .nan, 0x1p-140, -0x1p-140]
    for (x, y) in zip(x, Tensor(x, shape: [x.count]).gelu().elements) {
      let exact = x == -.infinity ? 0 : Double(x) * erfc(-Double(x) / 2.0.squareRoot()) / 2
      if x.isNaN || x.isInfinite {
        #expect(x.isNaN ? y.isNaN : Double(y) == exact)
      } else {
        let bound = x < 0 ? 7e-8 : 1.2e-7
        #expect((Double(y) - exact).magnitude <= bound * Double(x.magnitude), "at \(x): \(y)")
      }
    }
  }

  @Test func angles() {
    let special: [Float] = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, 0x1p-149, 0x1p-130, 3e38]
    var pairs = special.flatMap { y in special.map { (y, $0) } }
    var state: UInt32 = 1
    for _ in 0..<40_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let y = Float(bitPattern: state)
      state = state &* 1_664_525 &+ 1_013_904_223
      // Far apart, and of one size.
      pairs += [(y, Float(bitPattern: state)), (Float(Int32(bitPattern: state)), y.significand - 1.5)]
    }
    let ours = Tensor(pairs.map(\.0), shape: [pairs.count]).atan2(Tensor(pairs.map(\.1), shape: [pairs.count]))
    for ((y, x), angle) in zip(pairs, ours.elements) {
      let exact = atan2(Double(y), Double(x))
      if exact.isNaN || exact == 0 {
        #expect(angle.isNaN == exact.isNaN && (exact.isNaN || angle == 0 && angle.sign == exact.sign), "\(y), \(x)")
      } else {
        let unit = max(Double(Float(exact).ulp), Double(Float.leastNonzeroMagnitude))
        #expect((Double(angle) - exact).magnitude <= 1.3 * unit, "\(y), \(x): \(angle)")
      }
    }
  }
}
