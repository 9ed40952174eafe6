import Autograd
import Testing

/// Every smooth operation against directional central differences, first and second order.
@Suite struct SmoothOperationTests {
  typealias Case = SmoothCase

  static let cases: [Case] = [
    Case("add, broadcast") { ($0 + sample([4]) * $0).square().sum() },
    Case("subtract, broadcast to a higher rank") { ($0.reshaped(to: [3, 1, 4]) - sample([5, 4])).square().sum() },
    Case("subtract from") { (sample([2, 1, 1]) - $0).square().sum() },
    Case("multiply") { ($0 * $0.sum(alongAxis: 0) * sample([3, 1])).sum() },
    Case("divide") { ($0 / ($0.square() + 2) + 3 / ($0 + 4)).sum() },
    Case("divide, broadcast") { ($0 / ($0.sum(alongAxis: 1, keepingDimension: true) + 9)).square().sum() },
    Case("negate") { (-$0).exp().sum() },
    Case("square root") { ($0 + 2).squareRoot().sum() },
    Case("exponential and logarithm") { (($0.exp() + 1).log() * $0).sum() },
    Case("magnitude away from 0") { ($0.abs() * $0.exp()).sum() },
    Case("relu away from 0") { ($0.relu() * $0.exp()).sum() },
    Case("where") { Tensor.where($0 .> 0, $0.square() * $0, $0.exp()).sum() },
    Case("where, broadcast") { Tensor.where(sample([4]) .> 0, $0.sum(alongAxis: 0).exp(), $0.square()).sum() },
    Case("mean") { ($0.square().mean() * $0.mean()) },
    Case("sums along axes") { ($0.sum(alongAxis: -1).square().sum() * $0.sum(alongAxis: 0).exp().sum()) },
    Case("broadcast") { ($0.sum(alongAxis: 0).broadcast(to: [2, 3, 4]) * $0.square()).exp().sum() },
    Case("reshape and transpose") { ($0.transposed().reshaped(to: [2, 6]) * sample([2, 6])).square().sum() },
    Case("expand") { ($0.expandingDimension(at: 1) * $0).square().sum() },
    Case("matrix product") { $0.matrixProduct($0.transposed()).square().sum() },
    Case("least along an axis") { ($0.min(alongAxis: 1).exp() * $0.max(alongAxis: 1)).sum() },
    Case("gather") { $0.square().gathering(Tensor([1, 3, 0], shape: [3]), alongAxis: 1).exp().sum() },
    Case("gather along the first axis") { $0.gathering(Tensor([1, 2, 0, 0], shape: [4]), alongAxis: 0).exp().sum() },
    Case("select rows, one twice") { $0.selectingRows([2, 0, 2]).square().exp().sum() },
    Case("select rows by mask") { x in x.selectingRows(where: x.sum(alongAxis: 1) .> 0).exp().sum() },
    Case("select a column") { ($0.selecting(1, alongAxis: 1).exp() * $0.selecting(3, alongAxis: 1)).sum() },
    Case("squared distances in the points") { squaredDistances(from: $0, to: sample([5, 4], seed: 3)).square().sum() },
    Case("squared distances in the centroids") { squaredDistances(from: sample([5, 4], seed: 3), to: $0).exp().sum() },
    Case("squared distances in both") { squaredDistances(from: $0, to: $0.exp()).square().sum() },
  ]

  @Test(arguments: cases) func agreesWithFiniteDifferences(_ testCase: Case) {
    for seed in [0, 17, 40] {
      let (first, second) = errors(at: sample(testCase.shape, seed: seed), of: testCase.function)
      #expect(first < 1e-8, "first order, seed \(seed)")
      #expect(second < 1e-7, "second order, seed \(seed)")
    }
  }
}
