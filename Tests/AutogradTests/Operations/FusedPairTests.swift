import Testing

@testable import Autograd

/// Functions of two elements, and others whose gradients are one pass: the bits of operations on tensors, and their values.
@Suite struct FusedPairTests {
  static let functions: [@Sendable (Tensor<Float>, Tensor<Float>) -> Tensor<Float>] = [
    { $0 / $1 }, { $0.power($1) }, { $0.atan2($1) }, { $0.squaredError(from: $1, reduction: .none) },
    { $0.remainder(by: $1) },
    { a, _ in a.leakyReLU() }, { a, _ in a.reciprocal() }, { a, _ in a.reciprocalSquareRoot() },
  ]

  @Test(arguments: functions.indices, [[2, 300], [300], []]) func theSameBitsAsRecorded(_ index: Int, shape: [Int]) {
    let function = Self.functions[index]
    let x = Tensor((1...600).map { Float($0) * 0.004 }, shape: [2, 300])
    let y =
      shape.isEmpty
      ? Tensor(Float(1.7)) : Tensor((x.elements.reversed().prefix(shape.reduce(1, *))).map { $0 - 0.5 }, shape: shape)
    let weights = x.flipped(alongAxes: [1]) - 1
    for isWeighted in [true, false] {
      let loss: (Tensor<Float>, Tensor<Float>) -> Tensor<Float> = {
        isWeighted ? (function($0, $1) * weights).sum() : function($0, $1).sum()
      }
      let plain = valueWithGradients(at: [x, y]) { loss($0[0], $0[1]) }.gradients
      var nested = plain
      _ = gradient(at: x) { outer in
        nested = valueWithGradients(at: [outer, y]) { loss($0[0], $0[1]) }.gradients.map(\.constant)
        return outer.sum()
      }
      for (a, b) in zip(plain, nested) {
        #expect(zip(a.elements, b.elements).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
      }
    }
  }

  @Test func leaks() {
    let x = Tensor<Float>([2, -2, 0, -0.0, .nan, -.infinity], shape: [6])
    let (value, slopes) = (x.leakyReLU(slope: 0.25), gradient(at: x) { $0.leakyReLU(slope: 0.25).sum() })
    #expect(value.elements[..<4] == [2, -0.5, 0, 0] && value.elements[4].isNaN && value.elements[5] == -.infinity)
    #expect(slopes.elements == [1, 0.25, 0.25, 0.25, 0.25, 0.25])
    // A cotangent for each, and the second order of its square: 2 slope^2.
    let curved = gradient(at: x) { ($0.leakyReLU(slope: 0.25) * Tensor([1, 2, 0, 4, 5, 0], shape: [6])).sum() }
    #expect(curved.elements == [1, 0.5, 0, 1, 1.25, 0])
    let point = Tensor<Float>([3, -3], shape: [2])
    let second = hessianVectorProduct(at: point, direction: .ones([2])) { $0.leakyReLU(slope: 0.25).square().sum() }
    #expect(second.elements == [2, 0.125])
  }

  /// x = 1, y = 3: (x - y)^2 = 4, slopes -4 and 4; a target that meets two rows gets the sum.
  @Test func squaredErrors() {
    let x = Tensor<Float>([1, 2, 3, 4], shape: [2, 2])
    let y = Tensor<Float>([3, 1], shape: [2])
    let (value, slopes) = valueWithGradients(at: [x, y]) { $0[0].squaredError(from: $0[1], reduction: .sum) }
    #expect(value.item == 14)
    #expect(slopes[0].elements == [-4, 2, 0, 6] && slopes[1].elements == [4, -8])
    let second = hessianVectorProduct(at: x, direction: .ones([2, 2])) { $0.squaredError(from: y, reduction: .sum) }
    #expect(second.elements == [2, 2, 2, 2])
  }

  /// Slopes of a power at 0 and of an angle at the origin, and far beyond what can be squared.
  @Test func cornersOfTwo() {
    let base = Tensor<Float>([0, 0, 2], shape: [3])
    let exponent = Tensor<Float>([0, 2, 3], shape: [3])
    let powers = valueWithGradients(at: [base, exponent]) { $0[0].power($0[1]).sum() }.gradients
    #expect(powers[0].elements == [0, 0, 12] && powers[1].elements[..<2] == [0, 0])
    #expect((powers[1].elements[2] - 5.5451775).magnitude < 1e-6)
    // What vanishes is 0 also beside an infinite cotangent.
    let infinite = valueWithGradients(at: [base, exponent]) { ($0[0].power($0[1]) * .infinity).sum() }.gradients
    #expect(infinite[0].elements[0] == 0 && infinite[1].elements[..<2] == [0, 0])
    for scale: Float in [1, 1e-30, 1e30] {
      let y = Tensor<Float>([3 * scale, 0], shape: [2])
      let x = Tensor<Float>([4 * scale, 0], shape: [2])
      let angles = valueWithGradients(at: [y, x]) { $0[0].atan2($0[1]).sum() }.gradients
      for (slope, expected) in zip(angles, [0.16, -0.12] as [Float]) {
        #expect((slope.elements[0] * scale - expected).magnitude < 1e-7 && slope.elements[1] == 0)
      }
    }
  }

  /// s' = 1/4, s'' = 0, s''' = -1/8 at 0; none is lost where s is 1.
  @Test func sigmoidToThirdOrder() {
    let x = Tensor([0.0, 30], shape: [2])
    let first = gradient(at: x) { $0.sigmoid().sum() }
    let second = gradient(at: x) { gradient(at: $0) { $0.sigmoid().sum() }.sum() }
    let third = gradient(at: x) { gradient(at: $0) { gradient(at: $0) { $0.sigmoid().sum() }.sum() }.sum() }
    #expect(first.elements[0] == 0.25 && second.elements[0] == 0 && third.elements[0] == -0.125)
    for (order, sign) in [(first, 1.0), (second, -1), (third, 1)] {
      #expect((order.elements[1] * sign / 9.357622968839299e-14 - 1).magnitude < 1e-12)
    }
  }

  /// Columns have the shares of rows, whatever lies beside them.
  @Test(arguments: [1, 2, 17, 1100]) func softmaxOfColumns(count: Int) {
    let rows = Tensor((0..<(count * 9)).map { Float($0 * 7919 % 2003) * 0.01 - 10 }, shape: [count, 9])
    let columns = rows.transposed()
    for isLogarithm in [false, true] {
      let shares: (Tensor<Float>, Int) -> Tensor<Float> = {
        isLogarithm ? $0.logSoftmax(alongAxis: $1) : $0.softmax(alongAxis: $1)
      }
      let difference = shares(rows, 1) - shares(columns, 0).transposed()
      #expect(difference.abs().max().item <= 1e-6)
      let weights = rows.flipped(alongAxes: [1])
      let a = gradient(at: rows) { (shares($0, 1) * weights).sum() }
      let b = gradient(at: columns) { (shares($0, 0) * weights.transposed()).sum() }
      #expect((a - b.transposed()).abs().max().item < 1e-4)
    }
    let sums = rows.logSumExp(alongAxes: [1]) - columns.logSumExp(alongAxes: [0])
    #expect(sums.abs().max().item <= 1e-6)
  }

  @Test func columnsOfInfinities() {
    let x = Tensor<Float>([-.infinity, 1, .infinity, .nan, -.infinity, -.infinity, 0, 2], shape: [2, 4])
    let shares = x.softmax(alongAxis: 0).elements
    #expect(shares[0].isNaN && shares[4].isNaN && shares[1] == 1 && shares[5] == 0)
    #expect(shares[2].isNaN && shares[6].isNaN && shares[3].isNaN && shares[7].isNaN)
    let slopes = gradient(at: x.selecting([0, 1], alongAxis: 1)) { $0.logSumExp(alongAxes: [0]).sum() }
    #expect(slopes.elements == [0, 1, 0, 0])
  }
}
