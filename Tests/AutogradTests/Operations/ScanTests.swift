import Testing

@testable import Autograd

/// Scans and products along an axis, and their gradients in one pass from both ends.
@Suite struct ScanTests {
  @Test func productsBesideZeros() {
    let x = Tensor([2.0, 0, 3, 0, 5], shape: [5])
    let (value, slopes) = valueWithGradient(at: x) {
      ($0.cumulativeProduct(alongAxis: 0) * Tensor([1, 2, 3, 4, 5], shape: [5])).sum()
    }
    #expect(value.item == 2)
    // y0 + 0, 2 * 2 + 3 * 2 * 3 + 0, and nothing beyond the first zero.
    #expect(slopes.elements == [1, 22, 0, 0, 0])
    #expect(gradient(at: Tensor([2.0, 0, 3], shape: [3])) { $0.product(alongAxis: 0) }.elements == [0, 6, 0])
    #expect(gradient(at: Tensor([2.0, 0, 0], shape: [3])) { $0.product(alongAxis: 0) }.elements == [0, 0, 0])
  }

  /// Whole numbers and powers of two: exact sums of exact products, in any order; 5 rows are more than stand side by side, 35
  /// columns too.
  @Test(arguments: [[5, 6], [5, 6, 3], [2, 6, 35]]) func rowsAndColumnsAgreeWithTheirDefinition(_ shape: [Int]) {
    let count = shape.reduce(1, *)
    let x = Tensor<Double>((0..<count).map { [2, 0.5, -1, 4, 0, 1, -2][$0 * $0 % 7] }, shape: shape)
    let y = Tensor<Double>((0..<count).map { Double($0 % 5) - 2 }, shape: shape)
    let split = AxisSplit(shape, at: 1)
    var (scan, slopes, products) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count), [Double]()
    )
    for row in 0..<split.rows {
      let start = row / split.inner * split.extent * split.inner + row % split.inner
      let places = (0..<split.extent).map { start + $0 * split.inner }
      for (last, place) in places.enumerated() {
        scan[place] = places[...last].reduce(1) { $0 * x.elements[$1] }
        for other in places[...last] {
          slopes[other] += y.elements[place] * places[...last].filter { $0 != other }.reduce(1) { $0 * x.elements[$1] }
        }
      }
      products.append(scan[places[split.extent - 1]])
    }
    #expect(x.cumulativeProduct(alongAxis: 1).elements == scan)
    #expect(gradient(at: x) { ($0.cumulativeProduct(alongAxis: 1) * y).sum() }.elements == slopes)
    #expect(x.product(alongAxis: 1).elements == products)
    let last = gradient(at: x) { $0.product(alongAxis: 1).sum() }
    let all = (0..<split.extent).map { $0 == split.extent - 1 ? 1.0 : 0 }
    let onlyLast = Tensor(all, shape: [split.extent] + shape.dropFirst(2).map { _ in 1 })
    #expect(last == gradient(at: x) { ($0.cumulativeProduct(alongAxis: 1) * onlyLast).sum() })
  }

  /// What a Float cannot hold on the way, a Double can.
  @Test func floatsPassThroughDouble() {
    let x = Tensor<Float>([1e30, 1e30, 1e-30, 1e-30], shape: [4])
    #expect((x.cumulativeProduct(alongAxis: 0).elements[3] - 1).magnitude < 1e-6)
    #expect((x.product().item - 1).magnitude < 1e-6)
    let slopes = gradient(at: x) { $0.product() }.elements
    #expect((slopes[0] / 1e-30 - 1).magnitude < 1e-6 && (slopes[3] / 1e30 - 1).magnitude < 1e-6)
  }

  @Test func toSecondOrder() {
    let x = sample([3, 7])
    func expectSmooth(_ function: @escaping (Tensor<Double>) -> Tensor<Double>) {
      let (first, second) = errors(at: x) { (function($0) * sample([3, 7]).sin()).sum() }
      #expect(first < 1e-6 && second < 1e-6)
    }
    expectSmooth { ($0 + 1.5).cumulativeProduct(alongAxis: 1) }
    expectSmooth { ($0 + 1.5).cumulativeProduct(alongAxis: 0) }
    expectSmooth { $0.cumulativeLogSumExp(alongAxis: 1) }
    expectSmooth { ($0 + 1.5).product(alongAxis: 1, keepingDimension: true) }
  }

  /// log(1), log(1 + 3), log(1 + 3 + 4); far below the greatest nothing is lost, above it nothing overflows.
  @Test func logarithmsOfSums() {
    let x = Tensor([1.0, 3, 4], shape: [3]).log()
    let slopes = gradient(at: x) { $0.cumulativeLogSumExp(alongAxis: 0).sum() }.elements
    let shares = [1 + 1.0 / 4 + 1 / 8.0, 3.0 / 4 + 3 / 8.0, 4.0 / 8]
    #expect(zip(slopes, shares).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    let far = Tensor([-2000.0, -2000, 1000, 1000], shape: [4]).cumulativeLogSumExp(alongAxis: 0).elements
    let two = Tensor(2.0).log().item
    #expect(far == [-2000, -2000 + two, 1000, 1000 + two])
    let nothing = Tensor([-Double.infinity, -.infinity, 2], shape: [3])
    #expect(nothing.cumulativeLogSumExp(alongAxis: 0).elements == [-.infinity, -.infinity, 2])
    #expect(gradient(at: nothing) { $0.cumulativeLogSumExp(alongAxis: 0).sum() }.elements == [0, 0, 1])
    let infinite = Tensor([1, Double.infinity, .infinity], shape: [3])
    let ofLast = gradient(at: infinite) { $0.cumulativeLogSumExp(alongAxis: 0).selecting(2, alongAxis: 0) }
    #expect(ofLast.elements == [0, 0.5, 0.5])
  }

  /// A cotangent of 0 asks for nothing, whatever stands there.
  @Test func nothingIsAskedOfWhatIsNoNumber() {
    let x = Tensor([2.0, .nan, .infinity], shape: [3])
    let first = Tensor([1.0, 0, 0], shape: [3])
    #expect(gradient(at: x) { ($0.cumulativeProduct(alongAxis: 0).scaled(by: first)).sum() }.elements[0] == 1)
    let slopes = gradient(at: x) { Tensor.where(first .> 0, $0.cumulativeProduct(alongAxis: 0), .zeros([])).sum() }
    #expect(slopes.elements == [1, 0, 0])
    let ofSums = gradient(at: x) { Tensor.where(first .> 0, $0.cumulativeLogSumExp(alongAxis: 0), .zeros([])).sum() }
    #expect(ofSums.elements == [1, 0, 0])
  }
}
