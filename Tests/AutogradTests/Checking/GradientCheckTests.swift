import Testing

@testable import Autograd

/// The check that knows kinks.
@Suite struct GradientCheckTests {
  @Test func aSmoothFunctionPasses() {
    let report = GradientCheck().run(at: sample([3, 4])) { $0.exp().matrixProduct($0.transposed()).square().sum() }
    #expect(report.passes, "\(report)")
    #expect(report.comparedCount == 12 && report.movingCount == 12)
  }

  @Test func aFrozenAssignmentPassesInsideItsPiece() {
    let points = sample([12, 2])
    let report = GradientCheck().run(at: sample([3, 2], seed: 8)) { centroids in
      let distances = squaredDistances(from: points, to: centroids)
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }
    #expect(report.passes, "\(report)")
  }

  @Test func aWrongPullbackIsFound() {
    let report = GradientCheck().run(at: sample([2])) { x in
      Tensor.withPullback(of: [x], value: x.square()) { cotangent, x in [cotangent * x[0] * 3] }.sum()
    }
    #expect(report.failures.map(\.index) == [0, 1])
    #expect(!report.passes)
    #expect(report.description.contains("but differences say"))
  }

  @Test func aKinkIsReportedAndNotCompared() {
    // gradcheck of round at 0.5 reports 5e5 against 0.
    let report = GradientCheck().run(at: Tensor([0.5, 0.3], shape: [2])) { ($0.rounded() + $0.square()).sum() }
    #expect(report.kinks == [.init(index: 0, operation: "round")])
    #expect(report.comparedCount == 1 && report.failures.isEmpty)
    #expect(!report.passes)
    let corner = GradientCheck().run(at: Tensor([0.0, 2], shape: [2])) { $0.abs().sum() }
    #expect(corner.kinks.map(\.operation) == ["magnitude"])
  }

  @Test func aCloseKinkIsPassedWithASmallerStep() {
    let report = GradientCheck().run(at: Tensor([0.5 + 3e-6], shape: [1])) { ($0.rounded() + $0.square()).sum() }
    #expect(report.passes, "\(report)")
  }

  @Test func tiesOfArgminAreKinks() {
    let points = Tensor([0.0, 1, 2], shape: [3, 1])
    let report = GradientCheck().run(at: Tensor([0.0, 2], shape: [2, 1])) { centroids in
      squaredDistances(from: points, to: centroids).min(alongAxis: 1).sum()
    }
    #expect(report.kinks.map(\.operation) == ["argmin", "argmin"])
  }

  @Test func nothingButZerosIsNoEvidence() {
    let report = GradientCheck().run(at: sample([4])) { Tensor<Double>($0.argmax()) }
    #expect(report.failures.isEmpty && report.kinks.isEmpty && report.isVacuous)
    #expect(!report.passes)
    #expect(report.description.contains("nothing smooth was compared"))
  }

  @Test func notANumberAgreesWithNothing() {
    let report = GradientCheck().run(at: Tensor([-1.0], shape: [1])) { $0.log().sum() }
    #expect(report.failures.count == 1)
  }

  /// The error counts beside the gradient, however small that is.
  @Test(arguments: [1e-9, 1, 1e9]) func aWrongGradientOfAnySizeIsFound(scale: Double) {
    let wrong = GradientCheck().run(at: sample([3])) { x in
      (Tensor.withPullback(of: [x], value: x.square()) { y, x in [y * x[0] * 2.0001] } * scale).sum()
    }
    #expect(wrong.failures.count == 3, "\(wrong)")
    let right = GradientCheck().run(at: sample([3])) { ($0.square() * scale).sum() }
    #expect(right.passes, "\(right)")
  }

  @Test func anElementThatIsWrongBesideLargerOnesIsFound() {
    let report = GradientCheck().run(at: Tensor([1.0, 2], shape: [2])) { x in
      let wrong = Tensor.withPullback(of: [x], value: x.square()) { y, x in [y * x[0] * 3] }
      return (wrong * Tensor([1, 1e-6], shape: [2])).sum() + x.selecting(0, alongAxis: 0) * 1e3
    }
    #expect(report.failures.map(\.index) == [0, 1], "\(report)")
  }

  /// Steps follow the element: none of these lives at 1e-5.
  @Test(arguments: [1e-12, 1e-7, 1, 1e7, 1e12]) func stepsFollowTheMagnitude(x: Double) {
    for (name, function) in [
      ("log", { $0.log() }), ("root", { $0.squareRoot() }), ("reciprocal", { 1 / $0 }), ("sum", { $0 + 1 }),
      ("square", { $0 * $0 + $0 }),
    ] as [(String, (Tensor<Double>) -> Tensor<Double>)] {
      let report = GradientCheck().run(at: Tensor([x, 3 * x, 1], shape: [3])) { function($0).sum() }
      #expect(report.failures.isEmpty && report.kinks.isEmpty, "\(name) at \(x): \(report)")
    }
  }

  @Test func stepsShrinkWhereTheFunctionLeavesItsDomain() {
    // log(1 - x) ends 1e-7 above x.
    let near = GradientCheck().run(at: Tensor([1 - 1e-7], shape: [1])) { (1 - $0).log().sum() }
    #expect(near.passes, "\(near)")
    struct Outside: Error {}
    let throwing = try? GradientCheck().run(at: Tensor([1 - 1e-7], shape: [1])) { x in
      if x.elements[0] >= 1 { throw Outside() }
      return (1 - x).log().sum()
    }
    #expect(throwing?.passes == true)
    let edge = GradientCheck().run(at: Tensor([0.0, 4], shape: [2])) { $0.squareRoot().sum() }
    #expect(edge.kinks == [.init(index: 0, operation: "the function's domain")], "\(edge)")
  }

  @Test func supportsOfSparseWeightsAreKinks() {
    // Sparsemax of (1, 0) is (1, 0), and the second joins from there on.
    let sparse = GradientCheck().run(at: Tensor([1.0, 0], shape: [2])) {
      ($0.argmaxWeights(by: .sparsemax, alongAxis: 0) * Tensor([3, 5], shape: [2])).sum()
    }
    #expect(sparse.kinks.map(\.operation) == ["support of sparse weights", "support of sparse weights"], "\(sparse)")
    // A common place in the order is none.
    let tied = GradientCheck().run(at: Tensor([0.5, 0.5, -3], shape: [3])) {
      ($0.argmaxWeights(by: .sparsemax, alongAxis: 0) * Tensor([3, 5, 7], shape: [3])).sum()
    }
    #expect(tied.passes, "\(tied)")
    let smooth = GradientCheck().run(at: Tensor([0.4, 0.4, -3], shape: [3])) {
      ($0.argmaxWeights(by: .entmax15, alongAxis: 0) * Tensor([3, 5, 7], shape: [3])).sum()
    }
    #expect(smooth.passes, "\(smooth)")
    let entmax = GradientCheck().run(at: Tensor([2.0, 0], shape: [2])) {
      ($0.argmaxWeights(by: .entmax15, alongAxis: 0) * Tensor([3, 5], shape: [2])).sum()
    }
    #expect(entmax.kinks.map(\.operation).contains("support of sparse weights"), "\(entmax)")
  }

  @Test func severalInputsAndStructures() {
    let inputs = [Tensor([1.0, 2], shape: [2]), Tensor(3.0)]
    let right = GradientCheck().run(at: inputs) { ($0[0] * $0[1]).sum() }
    #expect(right.passes && right.comparedCount == 3, "\(right)")
    let wrong = GradientCheck().run(at: inputs) { x in
      Tensor.withPullback(of: [x[1]], value: x[1].square()) { y, x in [y * x[0]] } + x[0].sum()
    }
    #expect(wrong.failures.map(\.input) == [1] && wrong.description.contains("input 1, element 0"), "\(wrong)")
    let line = TransformationTests.Line(slope: Tensor(2), offset: Tensor(1))
    let structure = GradientCheck().run(at: line) { ($0.slope * 3 + $0.offset).square() }
    #expect(structure.passes && structure.comparedCount == 2, "\(structure)")
  }

  @Test func secondOrder() {
    let right = GradientCheck().run(at: sample([4]), order: 2) { $0.sin().square().sum() }
    #expect(right.passes && right.comparedCount == 8, "\(right)")
    // The first derivative is right, and a constant for the second.
    let wrong: (Tensor<Double>) -> Tensor<Double> = { x in
      Tensor.withPullback(of: [x], value: x.square()) { y, x in [y * x[0].stoppingGradient() * 2] }.sum()
    }
    #expect(GradientCheck().run(at: sample([4]), of: wrong).passes)
    let report = GradientCheck().run(at: sample([4]), order: 2, of: wrong)
    #expect(report.failures.map(\.order) == [2, 2, 2, 2], "\(report)")
    #expect(report.description.contains("second order, element 0"))
  }

  @Test func aFunctionThatIsNotDeterministicIsNamed() {
    var calls = 0.0
    let noisy = GradientCheck().run(at: sample([2])) { x in
      calls += 1
      return (x * (1 + calls / 10)).sum()
    }
    #expect(noisy.isNondeterministic && !noisy.passes && noisy.failures.isEmpty)
    #expect(noisy.description.hasPrefix("the function is not deterministic: at one point it is"))
    // The same value by another way.
    var flips = false
    let course = GradientCheck().run(at: sample([2])) { x in
      flips.toggle()
      return .where(Tensor(flips ? 1.0 : 0) .> 0.5, x, x).sum()
    }
    #expect(course.isNondeterministic && course.description.contains("takes another course"))
  }
}
