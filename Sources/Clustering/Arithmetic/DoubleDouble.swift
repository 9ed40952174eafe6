/// The unevaluated sum of two Doubles, good for about 106 bits: for the few places where Double is not enough. A sum of two
/// pairs is off by 3 * 2^-106 of itself at most, a product by 5 * 2^-106 (and second-order terms; Joldes, Muller and
/// Popescu 2017, DOI 10.1145/3121432).
///
/// Algorithms: Dekker, *A floating-point technique for extending the available precision* (1971),
/// DOI 10.1007/BF01397083. No fused multiply-add, so that every processor gets the same bits at the same speed.
struct DoubleDouble {
  var high: Double
  var low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  static let zero = DoubleDouble(0)

  /// `left + right`, exactly.
  static func sum(_ left: Double, _ right: Double) -> DoubleDouble {
    let sum = left + right
    let virtual = sum - left
    return DoubleDouble(sum, (left - (sum - virtual)) + (right - virtual))
  }

  /// `left * right`, exactly (but for underflow; magnitudes below 2^996).
  static func product(_ left: Double, _ right: Double) -> DoubleDouble {
    let product = left * right
    let (leftHigh, leftLow) = split(left)
    let (rightHigh, rightLow) = split(right)
    let error = ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow
    return DoubleDouble(product, error)
  }

  private static func split(_ value: Double) -> (Double, Double) {
    let scaled = 134_217_729 * value
    let high = scaled - (scaled - value)
    return (high, value - high)
  }

  /// The nearest pair to a 128-bit integer times 2^exponent.
  init(quanta: Int128, exponent: Int32) {
    let top = FixedPoint.scaled(Double(Int64(truncatingIfNeeded: quanta >> 86)), by: 86)
    let middle = FixedPoint.scaled(Double(Int64(truncatingIfNeeded: (quanta >> 43) & (1 << 43 - 1))), by: 43)
    let bottom = Double(Int64(truncatingIfNeeded: quanta & (1 << 43 - 1)))
    let pair = (DoubleDouble(top) + DoubleDouble(middle)) + DoubleDouble(bottom)
    self.init(
      FixedPoint.scaled(pair.high, by: Int(exponent)), FixedPoint.scaled(pair.low, by: Int(exponent)))
  }

  static func + (left: Self, right: Self) -> Self {
    let high = sum(left.high, right.high)
    let low = sum(left.low, right.low)
    let first = renormalized(high.high, high.low + low.high)
    return renormalized(first.high, first.low + low.low)
  }

  static prefix func - (value: Self) -> Self { DoubleDouble(-value.high, -value.low) }

  static func - (left: Self, right: Self) -> Self { left + -right }

  static func * (left: Self, right: Self) -> Self {
    let high = product(left.high, right.high)
    return renormalized(high.high, high.low + (left.high * right.low + left.low * right.high))
  }

  private static func renormalized(_ high: Double, _ low: Double) -> Self {
    let sum = high + low
    return DoubleDouble(sum, low - (sum - high))
  }

  /// The nearest Double.
  var value: Double { high + low }
}
