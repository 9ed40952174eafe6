/// The natural logarithm in plain arithmetic: the same bits on every machine, which no C library promises.
enum PlainLogarithm {
  /// Right to two units in the last place, for positive normal numbers.
  ///
  /// x = m 2^e with m within sqrt(1/2) ... sqrt(2); log m = 2 artanh s with s = (m - 1) / (m + 1), at most 0.172 in magnitude, whose
  /// series ends where a term is below 2^-54 of the first.
  static func log(_ x: Double) -> Double {
    var (fraction, exponent) = (x.significand, Int(x.exponent))
    if fraction > 1.4142135623730951 {
      fraction /= 2
      exponent += 1
    }
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var series = 0.0
    for power in stride(from: 23, through: 3, by: -2) { series = (series + 1 / Double(power)) * square }
    // log 2 in two parts, of which the first has so few digits that its products with exponents are exact.
    let (high, low) = (0x1.62e42fee00000p-1, 0x1.a39ef35793c76p-33)
    return Double(exponent) * high + (2 * s + (2 * s * series + Double(exponent) * low))
  }
}
