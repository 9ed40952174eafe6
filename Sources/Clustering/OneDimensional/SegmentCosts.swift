/// What it costs to make one cluster of some neighbours among sorted values: the sum of w (y - mean)^2, from prefix sums.
///
/// The sums are pairs of Doubles, taken from the middle value outwards, so that what lies far out on either side costs the
/// others no digit. `Double` costs are off by 2^-28 of themselves at most, pairs by about 2^-100 of the sum of w y^2.
struct SegmentCosts: Sendable {
  /// How many values there are.
  let count: Int
  /// Six numbers per place: the sums of w, w y and w y^2 of the values before it, the high parts, then the low ones.
  private let sums: [Double]

  /// - Parameters:
  ///   - offset: of each of `count` values, ascending, with all its digits.
  ///   - weight: positive.
  init(count: Int, offset: (Int) -> DoubleDouble, weight: (Int) -> DoubleDouble) {
    self.count = count
    let width = SegmentTable.width
    var sums = [Double](repeating: 0, count: width * (count + 1))
    func record(_ place: Int, _ sum: SegmentSum) {
      let first = width * place
      (sums[first], sums[first + 3]) = (sum.weight.high, sum.weight.low)
      (sums[first + 1], sums[first + 4]) = (sum.first.high, sum.first.low)
      (sums[first + 2], sums[first + 5]) = (sum.second.high, sum.second.low)
    }
    let middle = count / 2
    var sum = SegmentSum()
    for index in middle..<count {
      sum = sum + SegmentSum(offset(index), weight(index))
      record(index + 1, sum)
    }
    sum = SegmentSum()
    for index in (0..<middle).reversed() {
      sum = sum + SegmentSum(offset(index), weight(index))
      record(index, -sum)
    }
    self.sums = sums
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
  /// Numbers per place.
  static let width = 6

  let sums: UnsafePointer<Double>

  func sum(_ start: Int, _ end: Int) -> SegmentSum {
    let (a, b) = (sums + Self.width * start, sums + Self.width * end)
    return SegmentSum(
      weight: DoubleDouble(b[0], b[3]) - DoubleDouble(a[0], a[3]),
      first: DoubleDouble(b[1], b[4]) - DoubleDouble(a[1], a[4]),
      second: DoubleDouble(b[2], b[5]) - DoubleDouble(a[2], a[5]))
  }

  /// The cost of the values `start ..< end`; those of one value cost nothing.
  @inline(__always) func accurateCost(_ start: Int, _ end: Int) -> DoubleDouble {
    end - start > 1 ? sum(start, end).cost : .zero
  }

  /// The same to 2^-28 of itself: by pairs where more than 22 bits cancel.
  @inline(__always) func quickCost(_ start: Int, _ end: Int) -> Double {
    guard end - start > 1 else { return 0 }
    let (a, b) = (sums + Self.width * start, sums + Self.width * end)
    let weight = (b[0] - a[0]) + (b[3] - a[3])
    let first = (b[1] - a[1]) + (b[4] - a[4])
    let second = (b[2] - a[2]) + (b[5] - a[5])
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
