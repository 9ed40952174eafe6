import Autograd
import Testing

/// What can be written down comes out, however large or small its square is: values and gradients.
@Suite struct ScaleTests {
  /// A function that is homogeneous: f(s x) = s^degree f(x).
  struct Case<Scalar: TensorScalar>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let degree: Int
    let function: @Sendable (Tensor<Scalar>) -> Tensor<Scalar>

    static var all: [Case] {
      let norms = [1, 2, 3, 0.5, 1.5, -1, -2, .infinity, -.infinity].map { (order: Scalar) in
        Case(testDescription: "norm of order \(order)", degree: 1) { $0.norm(order) }
      }
      let distances = [1, 2, 3, .infinity].map { (order: Scalar) in
        Case(testDescription: "distance of order \(order)", degree: 1) {
          Autograd.distances(
            from: $0.reshaped(to: [1, 4]), to: Tensor([0, 0, 0, 0], shape: [1, 4]), order: order
          ).sum()
        }
      }
      return norms + distances + [
        Case(testDescription: "norms along an axis", degree: 1) { $0.reshaped(to: [2, 2]).norm(alongAxes: [0]).sum() },
        Case(testDescription: "normalised", degree: 0) {
          ($0.normalized(alongAxis: 0, epsilon: .leastNonzeroMagnitude) * Tensor([1, 2, 3, 4], shape: [4])).sum()
        },
        Case(testDescription: "cosine", degree: 0) {
          $0.cosineSimilarity(to: Tensor([1, 2, 3, 4], shape: [4]), alongAxis: 0, epsilon: .leastNonzeroMagnitude)
        },
        Case(testDescription: "standard deviation", degree: 1) { $0.standardDeviation(alongAxes: nil) },
        Case(testDescription: "mean", degree: 1) { $0.mean() },
        Case(testDescription: "angle", degree: 0) {
          $0.selecting(0, alongAxis: 0).atan2($0.selecting(1, alongAxis: 0))
        },
      ]
    }
  }

  private static func expectScaled<Scalar: TensorScalar>(_ testCase: Case<Scalar>, by exponents: [Scalar.Exponent]) {
    let x = Tensor<Scalar>([3, -4, 1.5, 7], shape: [4])
    let (value, slope) = valueWithGradient(at: x, of: testCase.function)
    for exponent in exponents {
      let scale = Scalar(sign: .plus, exponent: exponent, significand: 1)
      let (scaled, scaledSlope) = valueWithGradient(at: x * scale, of: testCase.function)
      let expected = testCase.degree == 1 ? value * scale : value
      let expectedSlope = testCase.degree == 1 ? slope : slope / scale
      #expect(isClose(scaled, expected), "2^\(exponent): \(scaled.item) instead of \(expected.item)")
      #expect(
        isClose(scaledSlope, expectedSlope),
        "2^\(exponent): \(scaledSlope.elements) instead of \(expectedSlope.elements)")
    }
  }

  private static func isClose<Scalar: TensorScalar>(_ a: Tensor<Scalar>, _ b: Tensor<Scalar>) -> Bool {
    zip(a.elements, b.elements).allSatisfy { ($0 - $1).magnitude <= 64 * Scalar.ulpOfOne * $1.magnitude }
  }

  @Test(arguments: Case<Float>.all) func inFloat(_ testCase: Case<Float>) {
    Self.expectScaled(testCase, by: [0, 66, -66, 100, -100, 120, -120])
  }

  @Test(arguments: Case<Double>.all) func inDouble(_ testCase: Case<Double>) {
    Self.expectScaled(testCase, by: [0, 512, -512, 700, -700, 1000, -1000])
  }

  @Test func elementsOfAnySizeSideBySide() {
    let (norm, slope) = valueWithGradient(at: Tensor<Float>([1e20, 1, 1], shape: [3])) { $0.norm() }
    #expect(norm.item == 1e20)
    #expect(slope.elements == [1, 1e-20, 1e-20])
    let large = Tensor<Float>([3e20, 4e20], shape: [2])
    #expect(large.normalized(alongAxis: 0).elements == [0.6, 0.8])
    #expect(Tensor<Float>([3e-25, 4e-25], shape: [2]).norm().item == 5e-25)
    #expect((Tensor([3e200, 4e200], shape: [2]).norm().item / 5e200 - 1).magnitude < 1e-15)
    #expect((Tensor([3e-200, 4e-200], shape: [2]).norm().item / 5e-200 - 1).magnitude < 1e-15)
  }

  @Test func theEdgesOfTheRange() {
    #expect(Tensor<Float>([.greatestFiniteMagnitude, 0], shape: [2]).norm().item == .greatestFiniteMagnitude)
    #expect(Tensor<Double>([.greatestFiniteMagnitude, 0], shape: [2]).norm().item == .greatestFiniteMagnitude)
    #expect(Tensor<Double>([.leastNonzeroMagnitude, 0], shape: [2]).norm().item == .leastNonzeroMagnitude)
    #expect(Tensor<Double>([.infinity, 0, .nan], shape: [3]).norm(alongAxes: []).elements[0] == .infinity)
    #expect(Tensor<Double>([.infinity, 1e300, -.infinity], shape: [3]).norm().item == .infinity)
    #expect(Tensor<Double>([1e300, .nan], shape: [2]).norm().item.isNaN)
    let slope = gradient(at: Tensor<Float>([.leastNonzeroMagnitude * 2000, 0], shape: [2])) { $0.norm() }
    #expect(slope.elements == [1, 0])
    let equal = Tensor<Float>(repeating: 3e38, shape: [1000])
    #expect(equal.mean().item == 3e38 && equal.standardDeviation(alongAxes: nil).item == 0)
    #expect(Tensor<Float>([3e38, -.infinity], shape: [2]).mean().item == -.infinity)
    #expect(Tensor<Float>([-1e19, 1e19], shape: [2]).variance(alongAxes: nil).item == 2e38)
  }
}
