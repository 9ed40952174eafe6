import Testing

@testable import Autograd

/// The cotangent of a sum is not written out: it goes from operation to operation with extents of 1. Nor is a product that is
/// summed at once, and the last sweep adds in place.
@Suite struct UnspreadCotangentTests {
  typealias Case = SmoothCase

  private static let matrix = sample([3, 4], seed: 3)

  /// Each operation straight under a sum, with its inputs broadcast and not.
  static let cases: [Case] = [
    Case("sum of a sum") { $0.sum(alongAxis: 0).sum() },
    Case("sums of both axes") { $0.sum(alongAxis: 0, keepingDimension: true).sum() * $0.sum(alongAxis: 1).sum() },
    Case("no axes") { $0.sum(alongAxes: [], keepingDimensions: true).square().sum() },
    Case("add, spread along the first axis", [4]) { ($0 + matrix).sum() },
    Case("add, spread along both", [1, 1]) { (matrix + $0).sum() },
    Case("add a single value", []) { (matrix + $0).sum(alongAxis: 1).square().sum() },
    Case("subtract from, spread along the last axis", [3, 1]) { (matrix - $0).sum() },
    Case("subtract, then square", [3, 1, 4]) { (sample([5, 4]) - $0).square().sum(alongAxis: 2).square().sum() },
    Case("multiply, spread", [1, 4]) { ($0 * matrix).sum() },
    Case("multiply by what is spread itself") { ($0 * sample([3, 1])).sum(alongAxis: 1).sum() },
    Case("multiply a lower rank by extents of 1", [3]) { ($0 * sample([2, 1, 1])).sum() },
    Case("multiply by a single value", []) { ($0 * matrix).sum() },
    Case("divide, spread", [4]) { (matrix / ($0 + 3)).sum(alongAxis: 0).sum() },
    Case("divide what is spread", [3, 1]) { ($0 / (matrix + 3)).sum() },
    Case("power, spread", [4]) { (($0 + 3).power(matrix + 2)).sum() },
    Case("where, spread", [4]) { Tensor.where(matrix .> 0, $0, $0 * matrix).sum() },
    Case("broadcast", [3, 1]) { $0.broadcast(to: [2, 3, 4]).sum() },
    Case("reshape") { ($0.reshaped(to: [2, 6]).sum() * $0.reshaped(to: [12]).sum(alongAxis: 0)) },
    Case("transpose") { $0.transposed().sum() },
    Case("functions of one element") { (-$0).exp().sum() + $0.sin().sum() + ($0 + 2).log().mean() + $0.abs().sum() },
    Case("take and put") {
      $0.selectingRows([2, 0, 2]).sum() + $0.gathering(Tensor([1, 0, 3], shape: [3]), alongAxis: 1).sum()
    },
    Case("largest") { $0.max(alongAxis: 1).sum() + $0.amax(alongAxes: [0]).sum() + Tensor.maximum($0, matrix).sum() },
    Case("matrix product") { $0.matrixProduct(matrix.transposed()).sum() },
    Case("one tensor many times") { x in
      (0..<5).reduce(x.sum()) { $0 + (x * Double($1)).sum() } + (x + x).square().sum()
    },
    Case("no elements", [0, 4]) { ($0.square() * sample([4])).sum() + $0.sum(alongAxis: 1).sum() },
  ]

  @Test(arguments: cases) func agreesWithFiniteDifferences(_ testCase: Case) {
    for seed in [0, 17, 40] {
      let errors = errors(at: sample(testCase.shape, seed: seed), of: testCase.function)
      #expect(errors.first < 1e-8, "seed \(seed)")
      #expect(errors.second < 1e-7, "seed \(seed)")
    }
  }

  /// A gradient that is differentiated again records its sweep, and must not fuse or overwrite anything.
  @Test(arguments: cases) func theLastSweepGivesTheBitsOfARecordedOne(_ testCase: Case) {
    for seed in [0, 17, 40] {
      let x = sample(testCase.shape, seed: seed)
      let last = gradient(at: x, of: testCase.function)
      var recorded = Tensor<Double>.zeros([])
      _ = gradient(at: x) { x in
        let inner = gradient(at: x, of: testCase.function)
        recorded = inner.stoppingGradient()
        return inner.sum()
      }
      #expect(last == recorded, "seed \(seed)")
      #expect(last.shape == x.shape)
    }
  }

  @Test func whatIsAddedInPlaceBelongsToNobodyElse() {
    // Both operands of the addition get the very same cotangent; one of them gets more.
    let (x, y) = (Tensor([1.0, 2], shape: [2]), Tensor([3.0, 4], shape: [2]))
    let weights = Tensor([5.0, 6], shape: [2])
    let (_, gradients) = valueWithGradient(at: x, y) { x, y in ((x + y) * weights).sum() + (x * 10).sum() }
    #expect(gradients.0 == Tensor([15, 16], shape: [2]))
    #expect(gradients.1 == weights)
    #expect(weights == Tensor([5, 6], shape: [2]))
  }

  @Test func aPullbackMayReturnOneOfItsInputs() {
    let x = Tensor([1.0, 2], shape: [2])
    let slope = gradient(at: x) { x in
      let own = Tensor.withPullback(of: [x], value: x.square()) { _, inputs in [inputs[0]] }
      return own.sum() + (x * 3).sum()
    }
    #expect(slope == Tensor([4, 5], shape: [2]))
    #expect(x == Tensor([1, 2], shape: [2]))
  }
}
