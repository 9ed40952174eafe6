/// What it costs to make one cluster of some neighbours among sorted values: the sum of w (y - mean)^2, from prefix sums.
///
/// The sums are pairs of Doubles, taken from the middle value outwards, so that what lies far out on either side costs the
/// others no digit. `Double` costs are off by 2^-28 of themselves at most, pairs by about 2^-100 of the sum of w y^2.
struct SegmentCosts: Sendable {
  /// How many values there are.
  let count: Int
  /// Eight numbers per place: the sums of w, w y and w y^2 of the values before it, high parts from 0, low parts from 4 on.
  private let sums: [Double]

  /// - Parameters:
  ///   - offsets: ascending, each with all its digits.
  ///   - weights: positive.
  init(offsets: [DoubleDouble], weights: [DoubleDouble]) {
    count = offsets.count
    var sums = [Double](repeating: 0, count: 8 * (offsets.count + 1))
    func record(_ place: Int, _ sum: SegmentSum) {
      (sums[8 * place], sums[8 * place + 4]) = (sum.weight.high, sum.weight.low)
      (sums[8 * place + 1], sums[8 * place + 5]) = (sum.first.high, sum.first.low)
      (sums[8 * place + 2], sums[8 * place + 6]) = (sum.second.high, sum.second.low)
    }
    let middle = offsets.count / 2
    var sum = SegmentSum()
    for index in middle..<offsets.count {
      sum = sum + SegmentSum(offsets[index], weights[index])
      record(index + 1, sum)
    }
    sum = SegmentSum()
    for index in (0..<middle).reversed() {
      sum = sum + SegmentSum(offsets[index], weights[index])
      record(index, -sum)
    }
    self.sums = sums
  }

  private init(count: Int, sums: [Double]) { (self.count, self.sums) = (count, sums) }

  /// The costs of the same values in descending order: those from `i` to `j` are those from `count - j` to `count - i` here.
  func mirrored() -> SegmentCosts {
    var mirrored = [Double](repeating: 0, count: sums.count)
    for place in 0...count {
      for part in 0..<8 { mirrored[8 * place + part] = -sums[8 * (count - place) + part] }
    }
    return SegmentCosts(count: count, sums: mirrored)
  }

  func withTable<Result>(_ body: (SegmentTable) -> Result) -> Result {
    sums.withUnsafeBufferPointer { body(SegmentTable(sums: $0.baseAddress!)) }
  }

  /// The sums of the values `start ..< end`.
  func sum(_ start: Int, _ end: Int) -> SegmentSum { withTable { $0.sum(start, end) } }
}

/// Sums of w, w y and w y^2.
struct SegmentSum {
  var weight = DoubleDouble.zero
  var first = DoubleDouble.zero
  var second = DoubleDouble.zero

  init() {}

  init(_ offset: DoubleDouble, _ weight: DoubleDouble) {
    self.weight = weight
    first = offset * weight
    second = first * offset
  }

  init(weight: DoubleDouble, first: DoubleDouble, second: DoubleDouble) {
    (self.weight, self.first, self.second) = (weight, first, second)
  }

  static func + (left: Self, right: Self) -> Self {
    Self(
      weight: left.weight + right.weight, first: left.first + right.first, second: left.second + right.second)
  }

  static prefix func - (sum: Self) -> Self { Self(weight: -sum.weight, first: -sum.first, second: -sum.second) }

  /// The mean of y.
  var mean: DoubleDouble { first.divided(by: weight) }

  /// The sum of w (y - m)^2 for the Double m nearest to the mean: more than that to the mean itself by 2^-104 of the sum of
  /// w y^2 at most.
  var cost: DoubleDouble {
    let center = DoubleDouble(first.high / weight.high)
    let cost = second - ((first + first) - weight * center) * center
    return cost.high > 0 ? cost : .zero
  }
}

/// Prefix sums while they are looked at.
struct SegmentTable {
  let sums: UnsafePointer<Double>

  func sum(_ start: Int, _ end: Int) -> SegmentSum {
    let (a, b) = (sums + 8 * start, sums + 8 * end)
    return SegmentSum(
      weight: DoubleDouble(b[0], b[4]) - DoubleDouble(a[0], a[4]),
      first: DoubleDouble(b[1], b[5]) - DoubleDouble(a[1], a[5]),
      second: DoubleDouble(b[2], b[6]) - DoubleDouble(a[2], a[6]))
  }

  /// The cost of the values `start ..< end`; those of one value cost nothing.
  @inline(__always) func accurateCost(_ start: Int, _ end: Int) -> DoubleDouble {
    end - start > 1 ? sum(start, end).cost : .zero
  }

  /// The same to 2^-28 of itself: by pairs where more than 22 bits cancel.
  @inline(__always) func quickCost(_ start: Int, _ end: Int) -> Double {
    guard end - start > 1 else { return 0 }
    let (a, b) = (sums + 8 * start, sums + 8 * end)
    let weight = (b[0] - a[0]) + (b[4] - a[4])
    let first = (b[1] - a[1]) + (b[5] - a[5])
    let second = (b[2] - a[2]) + (b[6] - a[6])
    let cost = second - first * (first / weight)
    return cost >= second * 0x1p-22 ? cost : accurateCost(start, end).value
  }
}

extension DoubleDouble {
  /// Off by a few 2^-104 of itself.
  func divided(by divisor: DoubleDouble) -> DoubleDouble {
    let first = high / divisor.high
    let rest = self - divisor * DoubleDouble(first)
    let second = rest.high / divisor.high
    let last = (rest - divisor * DoubleDouble(second)).high / divisor.high
    return DoubleDouble.sum(first, second) + DoubleDouble(last)
  }
}
