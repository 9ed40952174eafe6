internal import Refusals

/// Fixed-point numbers: a 128-bit integer times 2^exponent.
///
/// Integer addition is associative, so sums of such numbers do not depend on the order of their terms, on the number
/// of threads, or on rows having been added and taken away in between.
enum FixedPoint {
  /// The exponent of the quantum in which `count` terms of magnitude at most `bound` can be summed without overflow.
  ///
  /// The quantum is a power of two, `bound * count / 2^124` at most: every Double whose magnitude is at least
  /// `bound * count / 2^71` is represented exactly, others are rounded to nearest (ties to even), with an error of
  /// at most half a quantum. It is never finer than the smallest subnormal, which represents every Double exactly.
  static func exponent(bound: Double, count: Int) -> Int32 {
    guard bound > 0 else { return 0 }
    let magnitude = Int(bound.exponent) + 1
    return Int32(max(magnitude + bits(of: count) - 126, -1074))
  }

  /// ceil(log2(count + 1)): `count` is below 2^bits.
  private static func bits(of count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }

  /// `value / 2^exponent`, rounded to nearest, ties to even, for values below 2^127 quanta: those of magnitude at most the
  /// `bound` that gave the exponent are below 2^126.
  static func quanta(of value: Double, exponent: Int32) -> Int128 {
    guard value != 0 else { return 0 }
    let significand = Int128(value.significandBitPattern | (value.isSubnormal ? 0 : 1 << 52))
    let shift = max(Int(value.exponentBitPattern), 1) - 1075 - Int(exponent)
    let magnitude = shifted(significand, by: shift)
    return value < 0 ? -magnitude : magnitude
  }

  /// `value * 2^shift`, below 2^127, for a value in 0 ..< 2^127, rounded to nearest, ties to even.
  private static func shifted(_ value: Int128, by shift: Int) -> Int128 {
    guard shift < 0 else { return value << Int128(shift) }
    guard shift > -127 else { return 0 }
    let quotient = value >> Int128(-shift)
    let rest = value - (quotient << Int128(-shift))
    let half = Int128(1) << Int128(-shift - 1)
    let roundsUp = rest > half || (rest == half && quotient & 1 == 1)
    return roundsUp ? quotient + 1 : quotient
  }

  /// `quanta * 2^exponent` rounded once to the nearest Double.
  static func value(of quanta: Int128, exponent: Int32) -> Double {
    quotient(of: quanta, exponent: exponent, by: 1)
  }

  /// `quanta * 2^exponent / divisor` rounded once to the nearest Double (twice where the result is subnormal): the one
  /// conversion from a sum to a mean.
  ///
  /// The quotient is the same for every quantum that represents the sum exactly, and for a sum and a divisor that are
  /// both multiplied by the same integer.
  static func quotient(of quanta: Int128, exponent: Int32, by divisor: Int128) -> Double {
    require(divisor > 0, "a mean needs a positive weight")
    guard quanta != 0 else { return 0 }
    let removed = divisor.trailingZeroBitCount
    let reduced = divisor >> Int128(removed)
    guard reduced < 1 << 62 else {
      return WordQuotient.value(of: quanta.words64, by: reduced.words64, exponent: Int(exponent) - removed)
    }
    let magnitude = quanta.magnitude
    let shift = magnitude.leadingZeroBitCount - 1
    let numerator = magnitude << UInt128(shift)
    // 127 bits over at most 63 leave a quotient of 64 bits or more: the sticky bit below stands clear of rounding.
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: UInt128(reduced))
    let rounded = rounded(quotient, sticky: rest != 0)
    let scaled = scaled(rounded, by: Int(exponent) - shift - removed)
    return quanta < 0 ? -scaled : scaled
  }

  /// The nearest Double to `value` (plus something below 1 where `sticky`), ties to even, for values of 55 bits or more.
  static func rounded(_ value: UInt128, sticky: Bool) -> Double {
    let excess = 128 - value.leadingZeroBitCount - 54
    guard excess > 0 else { return Double(UInt64(value)) }
    let kept = UInt64(value >> UInt128(excess))
    let dropped = sticky || value & ((1 << UInt128(excess)) - 1) != 0
    // 54 bits, the last one a rounding bit: make it "above half" where anything was dropped.
    let half = kept & 1 == 1
    let down = kept >> 1
    let up = half && (dropped || down & 1 == 1)
    return scaled(Double(up ? down + 1 : down), by: excess + 1)
  }

  /// `value * 2^exponent`, in steps that neither overflow nor underflow early.
  static func scaled(_ value: Double, by exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: value)
  }
}

extension Int128 {
  /// In two's complement, the lowest first.
  var words64: [UInt64] { [UInt64(truncatingIfNeeded: self), UInt64(truncatingIfNeeded: self >> 64)] }

  init(low: UInt64, high: UInt64) { self = Int128(Int64(bitPattern: high)) << 64 | Int128(low) }
}
