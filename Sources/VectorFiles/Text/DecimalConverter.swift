/// Turns significand * 10^exponent into the nearest Double, ties to even, without ever being wrong: it says so when it
/// cannot decide.
///
/// Two ways. When significand and power are both exact as Double, one multiplication or division rounds once (W. D.
/// Clinger, “How to read floating point numbers accurately”, 1990, doi:10.1145/93542.93557). Else the product with a
/// power of five of 128 bits (``PowersOfFive``) encloses the value between two integers of 192 bits; when both round
/// alike, that is the answer (the idea of D. Lemire, “Number parsing at a gigabyte per second”, 2021,
/// doi:10.1002/spe.2984).
struct DecimalConverter {
  private let powersOfFive = PowersOfFive.shared
  private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The Double nearest to the magnitude of `decimal`, or nil when this cannot be told (subnormal results, overflow,
  /// ties and the like).
  @inline(__always)
  func magnitude(of decimal: Decimal) -> Double? {
    if decimal.significand == 0 && !decimal.isTruncated { return 0 }
    if !decimal.isTruncated, decimal.significand <= 1 << 53, -22 <= decimal.exponent, decimal.exponent <= 22 {
      let significand = Double(decimal.significand)
      return decimal.exponent < 0
        ? significand / powersOfTen[-decimal.exponent] : significand * powersOfTen[decimal.exponent]
    }
    return enclosed(decimal)
  }

  private func enclosed(_ decimal: Decimal) -> Double? {
    guard let lower = rounded(decimal.significand, decimal.exponent) else { return nil }
    if !decimal.isTruncated { return lower }
    // The value is above the significand and below the next one (19 digits: no overflow).
    let upper = rounded(decimal.significand + 1, decimal.exponent)
    return lower == upper ? lower : nil
  }

  private func rounded(_ significand: UInt64, _ exponent: Int) -> Double? {
    guard significand != 0, PowersOfFive.exponents.contains(exponent) else { return nil }
    let power = powersOfFive[exponent]
    let isExact = 0 <= exponent && exponent <= 55
    let zeros = significand.leadingZeroBitCount
    let factor = significand << UInt64(zeros)

    // product <= value < product + 2^64, in units of the last bit of `low`.
    let (carry, low) = factor.multipliedFullWidth(by: power.low)
    var (high, middle) = factor.multipliedFullWidth(by: power.high)
    let overflow: Bool
    (middle, overflow) = middle.addingReportingOverflow(carry)
    if overflow { high += 1 }
    var binaryExponent = power.exponent + exponent - zeros + 128
    if high >> 63 == 0 {
      high = high << 1 | middle >> 63
      middle = middle << 1 | low >> 63
      binaryExponent -= 1
    }
    // Now value = (high + fraction) * 2^binaryExponent; 53 bits of `high` stay, 11 decide.
    let biasedExponent = binaryExponent + 63 + 1023
    guard biasedExponent >= 1, biasedExponent <= 2046 else { return nil }
    var bits = UInt64(biasedExponent) << 52 + ((high >> 11) & 0x000F_FFFF_FFFF_FFFF)
    let rest = high & 0x7FF
    if rest >= 0x400 {
      let isTie = isExact && rest == 0x400 && middle == 0 && low == 0
      if !isTie || bits & 1 == 1 { bits += 1 }
    } else if rest == 0x3FF && middle >= UInt64.max - 3 && !isExact {
      return nil  // the bounds lie on both sides of the middle between two Doubles
    }
    let value = Double(bitPattern: bits)
    return value.isFinite ? value : nil
  }
}
