/// A sum of products of Doubles of any magnitude without any rounding: digits of 32 bits from 2^-2200 on, each in 64 bits, carried at the end.
struct LongSum {
  private static let base = 2200
  private var digits = [Int64](repeating: 0, count: 142)

  /// Adds `left * right`.
  mutating func add(_ left: Double, _ right: Double = 1) {
    guard left != 0, right != 0 else { return }
    let (a, b) = (Self.integer(left), Self.integer(right))
    let product = a.significand.multipliedFullWidth(by: b.significand)
    let place = a.exponent + b.exponent + Self.base
    let isNegative = (left < 0) != (right < 0)
    let halves = [product.low & 0xffff_ffff, product.low >> 32, product.high & 0xffff_ffff, product.high >> 32]
    for (index, half) in halves.enumerated() {
      let moved = half << UInt64(place & 31)
      for (offset, digit) in [moved & 0xffff_ffff, moved >> 32].enumerated() {
        digits[(place >> 5) + index + offset] += isNegative ? -Int64(digit) : Int64(digit)
      }
    }
  }

  private static func integer(_ value: Double) -> (significand: UInt64, exponent: Int) {
    value.isSubnormal
      ? (value.significandBitPattern, -1074)
      : (value.significandBitPattern | 1 << 52, Int(value.exponent) - 52)
  }

  /// In two's complement, words of 64 bits, in units of 2^-2200.
  var words: [UInt64] {
    var carry: Int64 = 0
    let carried = digits.map { digit in
      let sum = digit + carry
      carry = sum >> 32
      return UInt64(truncatingIfNeeded: sum) & 0xffff_ffff
    }
    return stride(from: 0, to: carried.count, by: 2).map { carried[$0] | carried[$0 + 1] << 32 }
  }

  /// -1, 0 or 1.
  var sign: Int {
    var (carry, isZero) = (Int64(0), true)
    for digit in digits {
      let sum = digit + carry
      carry = sum >> 32
      isZero = isZero && sum & 0xffff_ffff == 0
    }
    return carry < 0 ? -1 : carry > 0 || !isZero ? 1 : 0
  }

  /// Whether `quotient` is the Double nearest to the sum of products / the sum of `divisors`; of two, the even one.
  static func isNearest(_ quotient: Double, products: [(Double, Double)], divisors: [Double]) -> Bool {
    // Twice the numerator less (quotient + next) times the divisor changes its sign at the middle between the two.
    let signs = [quotient.nextDown, quotient.nextUp].map { next in
      var sum = LongSum()
      for (left, right) in products { sum.add(2 * left, right) }
      for divisor in divisors {
        sum.add(-divisor, quotient)
        sum.add(-divisor, next)
      }
      return sum.sign
    }
    return quotient.significandBitPattern & 1 == 0 ? signs[0] >= 0 && signs[1] <= 0 : signs[0] > 0 && signs[1] < 0
  }
}
