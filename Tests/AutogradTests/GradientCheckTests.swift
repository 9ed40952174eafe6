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
}
