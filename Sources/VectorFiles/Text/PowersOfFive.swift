/// The powers of five that decimal exponents need, to 128 bits.
///
/// Entry q holds the integer g = floor(5^q / 2^e), 2^127 <= g < 2^128, so that g * 2^e <= 5^q < (g + 1) * 2^e. Equality
/// holds for 0 <= q <= 55 and nowhere else. The table is worked out with long integers when it is first used (about a
/// tenth of a millisecond) and costs 21 kB.
struct PowersOfFive: Sendable {
  struct Entry: Sendable {
    var high: UInt64
    var low: UInt64
    /// e, the binary exponent of the last bit of `low`.
    var exponent: Int
  }

  /// Decimal exponents below are zero or subnormal as Double, those above infinite, for any significand of 19 digits.
  static let exponents = -342...308
  static let shared = PowersOfFive()

  private let entries: [Entry]

  subscript(exponent: Int) -> Entry { entries[exponent - Self.exponents.lowerBound] }

  private init() {
    var entries: [Entry] = []
    // floor(floor(x / 5) / 5) = floor(x / 25): divide 2^1088 again and again.
    var limbs = [UInt64](repeating: 0, count: 18)
    limbs[17] = 1
    for _ in Self.exponents.lowerBound..<0 {
      var remainder: UInt64 = 0
      for index in limbs.indices.reversed() {
        (limbs[index], remainder) = UInt64(5).dividingFullWidth((remainder, limbs[index]))
      }
      entries.append(Self.leadingBits(of: limbs, exponent: -1088))
    }
    entries.reverse()
    limbs = [UInt64](repeating: 0, count: 18)
    limbs[0] = 1
    for _ in 0...Self.exponents.upperBound {
      entries.append(Self.leadingBits(of: limbs, exponent: 0))
      var carry: UInt64 = 0
      for index in limbs.indices {
        let (high, low) = limbs[index].multipliedFullWidth(by: 5)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        limbs[index] = sum
        carry = high + (overflow ? 1 : 0)
      }
    }
    self.entries = entries
  }

  /// The 128 leading bits of limbs * 2^exponent, the least significant limb first; not all limbs are zero.
  private static func leadingBits(of limbs: [UInt64], exponent: Int) -> Entry {
    let top = limbs.lastIndex { $0 != 0 } ?? 0
    let shift = limbs[top].leadingZeroBitCount
    func limb(_ index: Int) -> UInt64 { index >= 0 ? limbs[index] : 0 }
    func shifted(_ index: Int) -> UInt64 {
      shift == 0 ? limb(index) : limb(index) << UInt64(shift) | limb(index - 1) >> UInt64(64 - shift)
    }
    return Entry(high: shifted(top), low: shifted(top - 1), exponent: exponent + 64 * (top - 1) - shift)
  }
}
