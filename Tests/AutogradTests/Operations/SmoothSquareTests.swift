import Autograd
import Testing

/// A norm, a distance and a standard deviation have a kink at 0; their squares have none, and a curvature there.
@Suite struct SmoothSquareTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// At 0 in two dimensions.
    let hessian: [Double]
    let function: @Sendable (Tensor<Double>) -> Tensor<Double>

    init(
      _ name: String, _ hessian: [Double] = [2, 0, 0, 2],
      _ function: @escaping @Sendable (Tensor<Double>) -> Tensor<Double>
    ) {
      testDescription = name
      self.hessian = hessian
      self.function = function
    }
  }

  private static let origin = Tensor([0.0, 0], shape: [1, 2])

  static let cases: [Case] = [
    Case("norm") { $0.norm().square() },
    Case("norm times itself") {
      let norm = $0.norm()
      return norm * norm
    },
    Case("power of two") { $0.norm().power(2) },
    Case("power of a tensor") { $0.norm(alongAxes: [0]).power(Tensor([2], shape: [1])).sum() },
    Case("along an axis") { $0.reshaped(to: [1, 2]).norm(alongAxes: [1], keepingDimensions: true).square().sum() },
    Case("each element's") { $0.norm(alongAxes: []).square().sum() },
    Case("scaled") { ($0.norm() * 3 / 2).square() / 9 * 4 },
    Case("negated") { (-$0.norm()).square() },
    Case("multiplied by what moves", [8, 0, 0, 8]) { ($0.norm() * ($0.sum() + 2)).square() },
    Case("selected") { $0.norm(alongAxes: [0], keepingDimensions: true).selecting(0, alongAxis: 0).square() },
    Case("repeated", [6, 0, 0, 6]) { $0.norm().broadcast(to: [3]).square().sum() },
    Case("chosen") { Tensor.where(Tensor(true), $0.norm(), Tensor(0)).square() },
    Case("Huber") { x in
      let norm = x.norm()
      return Tensor.where(norm .<= 1, norm.square(), norm * 2 - 1)
    },
    Case("square root") { $0.square().sum().squareRoot().square() },
    Case("power of a half") { $0.square().sum().power(0.5).square() },
    Case("distance") { distances(from: origin, to: $0.reshaped(to: [1, 2])).square().sum() },
    Case("nearest distance", [2, 0, 0, 2]) { x in
      let distances = distances(from: origin, to: .stacked([x, x + 5], alongAxis: 0))
      return distances.min(alongAxis: 1).square().sum()
    },
    Case("gathered distance") { x in
      let distances = distances(from: origin, to: .stacked([x, x + 5], alongAxis: 0))
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).square().sum()
    },
    // The variance of two elements is half their squared difference.
    Case("standard deviation", [1, -1, -1, 1]) { $0.standardDeviation(alongAxes: nil).square() },
    Case("biased standard deviation", [0.5, -0.5, -0.5, 0.5]) {
      $0.standardDeviation(alongAxes: [0], correction: 0).square()
    },
    Case("variance", [1, -1, -1, 1]) { $0.variance(alongAxes: nil) },
    Case("normalised") { $0.normalized(alongAxis: 0, epsilon: 0.25).square().sum() / 16 },
    Case("exponential of a square", [-2, 0, 0, -2]) { (-$0.norm().square()).exp() },
    Case("fourth power", [0, 0, 0, 0]) { $0.norm().square().square() },
    Case("cube", [0, 0, 0, 0]) { $0.norm().power(3) },
    // A kink stays one, with the second derivative 0.
    Case("no square", [0, 0, 0, 0]) { $0.norm() },
    Case("product with another", [0, 0, 0, 0]) { $0.norm() * ($0 * 2).norm(1) },
  ]

  @Test(arguments: cases) func hasTheCurvatureOfASumOfSquares(_ testCase: Case) {
    let slope = gradient(at: Tensor([0.0, 0], shape: [2]), of: testCase.function)
    let hessian = hessian(at: Tensor([0.0, 0], shape: [2]), of: testCase.function)
    #expect(slope == .zeros([2]) || slope == Tensor([-0.0, -0.0], shape: [2]))
    #expect(zip(hessian.elements, testCase.hessian).allSatisfy { ($0 - $1).magnitude < 1e-14 }, "\(hessian.elements)")
  }

  /// The same value with a tape and without, and the same derivatives beside the kink.
  @Test(arguments: cases) func awayFromTheKinkNothingChanges(_ testCase: Case) {
    let x = Tensor([0.3, -0.4], shape: [2])
    let taped = valueWithGradient(at: x, of: testCase.function).value
    #expect(taped == testCase.function(x))
    let errors = errors(at: x, of: testCase.function)
    #expect(errors.first < 1e-8 && errors.second < 1e-6)
  }

  @Test func rowsOfZerosStandBesideOthers() {
    let x = Tensor([0.0, 0, 3, 4], shape: [2, 2])
    let loss: (Tensor<Double>) -> Tensor<Double> = { $0.norm(alongAxes: [1]).square().sum() }
    let slope = gradient(at: x, of: loss)
    #expect(slope.elements == [0, 0, 6, 8])
    let hessian = hessian(at: x, of: loss)
    #expect(hessian == Tensor((0..<16).map { $0 % 5 == 0 ? 2 : 0 }, shape: [4, 4]))
  }

  /// The cotangent of the norm is 0 at this point, and not beside it.
  @Test func aSphereCurvesAcrossIt() {
    let hessian = hessian(at: Tensor([0.6, 0.8], shape: [2])) { ($0.norm() - 1).square() }
    #expect(zip(hessian.elements, [0.72, 0.96, 0.96, 1.28]).allSatisfy { ($0 - $1).magnitude < 1e-14 })
  }
}
