import Autograd
import Foundation
import Testing

/// Sums of many Floats, one added to the next, lose digits: ten million times 0.1 comes out 9 % off. Ours do not, wherever
/// sums are taken.
@Suite struct FloatSumTests {
  /// Ten million in the optimised run of the suite; 200 000 in the debug one, which would take minutes (0.04 % off there).
  #if DEBUG
    private static let n = 200_000
  #else
    private static let n = 10_000_000
  #endif
  private static let total = Double(n) / 10

  /// A sum, and what it should be for n elements of 0.1.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: Double
    let sum: @Sendable (Tensor<Float>) -> Tensor<Float>

    init(_ name: String, _ expected: Double = total, _ sum: @escaping @Sendable (Tensor<Float>) -> Tensor<Float>) {
      testDescription = name
      self.expected = expected
      self.sum = sum
    }
  }

  static let cases: [Case] = [
    Case("all elements") { $0.sum() },
    Case("one row") { $0.reshaped(to: [1, n]).sum(alongAxis: 1) },
    Case("columns", total / 2) { $0.reshaped(to: [n / 2, 2]).sum(alongAxis: 0) },
    Case("columns beside others", total / 4) { $0.reshaped(to: [n / 4, 2, 2]).sum(alongAxes: [0, 2]) / 2 },
    Case("rows that meet far apart", total / 4) { $0.reshaped(to: [n / 8, 4, 2]).sum(alongAxes: [0, 2]) },
    Case("mean", 0.1) { $0.mean() },
    Case("mean of squares", 0.01) { $0.square().mean(alongAxes: [0]) },
    Case("matrix product") { $0.reshaped(to: [1, n]).matrixProduct(Tensor.ones([n, 1])) },
    Case("matrix product, wide") { $0.reshaped(to: [1, n]).matrixProduct(Tensor.ones([n, 3])) },
    Case("vectors") { $0.matrixProduct(Tensor.ones([n])) },
    Case("batched product", total / 2) { $0.reshaped(to: [2, 1, n / 2]).matrixProduct(Tensor.ones([2, n / 2, 1])) },
    Case("einsum") { Tensor.einsum("i,i->", [$0, .ones([n])]) },
    Case("counts in order", total / 2) { Tensor<Int>((0..<n).map { $0 / (n / 2) }, shape: [n]).counts(weightedBy: $0) },
    Case("counts", total / 2) { Tensor<Int>((0..<n).map { $0 % 2 }, shape: [n]).counts(weightedBy: $0) },
    Case("scattered far apart", total / 2) {
      let targets = Tensor<Int>((0..<n).map { $0 % 2 * 3 * n }, shape: [n])
      return Tensor.zeros([4 * n]).scatterAdding($0, at: targets, alongAxis: 0).selecting([0, 3 * n], alongAxis: 0)
    },
    Case("scatter, mean", 0.1) {
      let targets = Tensor<Int>((0..<n).map { $0 % 2 }, shape: [n])
      return Tensor.zeros([2]).scatterReducing($0, at: targets, alongAxis: 0, by: .mean, includingSelf: false)
    },
    Case("slices", total / 2) {
      Tensor.zeros([2]).addingSlices($0, at: (0..<n).map { $0 % 2 }, alongAxis: 0)
    },
    Case("gradient of a broadcast") { x in gradient(at: Tensor(1)) { ($0 * x).sum() } },
    Case("gradient of a broadcast row", total / 2) { x in
      gradient(at: Tensor([1, 1], shape: [2])) { ($0 * x.reshaped(to: [n / 2, 2])).sum() }
    },
    Case("recorded gradient of a broadcast") { x in
      gradient(at: Tensor(1)) { c in gradient(at: c) { ($0.square() * x).sum() / 2 } }
    },
    Case("gradient of rows taken", total / 2) { x in
      gradient(at: Tensor.ones([2])) { (($0.selectingRows((0..<n).map { $0 % 2 })) * x).sum() }
    },
    Case("contributions to one tensor", 500) { _ in
      gradient(at: Tensor(1)) { x in (0..<5000).reduce(Tensor(0)) { sum, _ in sum + x * 0.1 } }
    },
    Case("recorded contributions", 500) { _ in
      gradient(at: Tensor(1)) { x in
        gradient(at: x) { x in (0..<5000).reduce(Tensor(0)) { sum, _ in sum + x.square() * 0.05 } }
      }
    },
    Case("squared distances", 0.4 * total) { x in
      gradient(at: Tensor([0.12], shape: [1, 1])) { squaredDistances(from: x.reshaped(to: [n, 1]), to: $0).sum() }
    },
    Case("k-means loss", 0.2 * total) { x in
      gradient(at: Tensor([0.12, 9], shape: [2, 1])) { c in
        let distances = squaredDistances(from: x.reshaped(to: [n, 1]), to: c)
        return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum() / 2
      }.slice(from: 0, to: 1, alongAxis: 0)
    },
    Case("cross entropy", 0.6931471805599453) { x in
      (x.reshaped(to: [n / 2, 2]) * 0).crossEntropy(to: Tensor<Int>(repeating: 1, shape: [n / 2]))
    },
    Case("cross entropy, weighted", 0.6931471805599453) { x in
      (x.reshaped(to: [n / 2, 2]) * 0)
        .crossEntropy(to: Tensor<Int>(repeating: 1, shape: [n / 2]), weights: Tensor([0.3, 0.1], shape: [2]))
    },
    Case("squared error", 0.01) { $0.squaredError(from: .zeros([])) },
    Case("variance", 0.01) { Tensor.concatenated([$0, -$0], alongAxis: 0).variance(alongAxes: nil, correction: 0) },
    Case("Euclidean norm", 0.1 * Double(n).squareRoot()) { $0.norm() },
    Case("norms of columns", 0.1 * Double(n / 2).squareRoot()) { $0.reshaped(to: [n / 2, 2]).norm(alongAxes: [0]) },
    Case("norm of order 1") { $0.norm(1) },
    Case("distance of order 1") {
      let (points, origin) = ($0.reshaped(to: [1, n]), Tensor<Float>.zeros([1, n]))
      return distances(from: points, to: origin, order: 1)
    },
    Case("cumulative sum") { $0.cumulativeSum(alongAxis: 0).selecting(n - 1, alongAxis: 0) },
    Case("gradient of a cumulative sum", 5 * total) {
      gradient(at: $0) { $0.cumulativeSum(alongAxis: 0).slice(from: n / 2, to: n, alongAxis: 0).sum() }
        .selecting(0, alongAxis: 0)
    },
    Case("log-sum-exp", log(Double(n)) + 0.1) { $0.logSumExp(alongAxes: nil) },
    Case("scatter, sum") {
      Tensor.zeros([1]).scatterReducing($0, at: Tensor<Int>(repeating: 0, shape: [n]), alongAxis: 0, by: .sum)
    },
    Case("gradient of what was gathered") { x in
      gradient(at: Tensor.ones([1])) { ($0.gathering(Tensor<Int>(repeating: 0, shape: [n]), alongAxis: 0) * x).sum() }
    },
    Case("gradient of rows of slices", total / 20) { x in
      gradient(at: Tensor.ones([1, 20])) {
        ($0.selectingRows([Int](repeating: 0, count: n / 20)) * x.reshaped(to: [n / 20, 20])).sum()
      }
    },
    Case("gradient of padding", total / 4) { x in
      gradient(at: Tensor.ones([1, 4])) {
        ($0.padded([(0, n / 4 - 1), (0, 0)], with: .replication) * x.reshaped(to: [n / 4, 4])).sum()
      }
    },
  ]

  @Test(arguments: cases) func isRight(_ testCase: Case) {
    let sums = testCase.sum(Tensor(repeating: 0.1, shape: [Self.n]))
    for sum in sums.elements {
      #expect((Double(sum) / testCase.expected - 1).magnitude < 1e-6, "\(sum) instead of \(testCase.expected)")
    }
  }

  /// Every number of rows and columns around the lengths at which chains and trees end, against sums in Double.
  @Test(arguments: [0, 1, 3, 4, 5, 31, 32, 33, 63, 64, 65, 255, 256, 257, 520]) func isCompleteAtAnyLength(
    _ length: Int
  ) {
    for other in [1, 2, 7, 513] {
      let x = Tensor<Float>((0..<(length * other)).map { Float($0 * 37 % 101) }, shape: [length, other])
      let exact = (0..<other).map { column in (0..<length).reduce(Float(0)) { $0 + x[$1, column] } }
      #expect(x.sum(alongAxis: 0).elements == exact, "[\(length), \(other)]")
      #expect(x.transposed().sum(alongAxis: 1).elements == exact, "[\(other), \(length)]")
      #expect(Tensor<Float>.ones([1, length]).matrixProduct(x).elements == exact, "product [\(length), \(other)]")
      let scaled = gradient(at: Tensor<Float>.ones([1, other])) { ($0 * x).sum() }
      #expect(scaled.elements == exact, "scaled [\(length), \(other)]")
    }
  }

  /// A cotangent's sums are taken while it is scaled, or afterwards where the sweep is recorded: the same bits.
  @Test func fusedSumsHaveTheBitsOfPlainOnes() {
    let x = Tensor<Float>((0..<2100).map { Float($0 * 61 % 101) / 7 }, shape: [3, 700])
    for shape in [[3, 1], [1, 700], [1, 1]] {
      let point = Tensor<Float>(repeating: 1.3, shape: shape)
      let last = gradient(at: point) { ($0 * x).sin().sum() }
      var recorded = last
      _ = gradient(at: point) { point in
        let inner = gradient(at: point) { ($0 * x).sin().sum() }
        recorded = inner.stoppingGradient()
        return inner.sum()
      }
      #expect(last == recorded, "\(shape)")
    }
  }
}
