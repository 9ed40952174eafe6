/// A sum of Doubles and of products of two without any rounding (Shewchuk 1997, DOI 10.1007/PL00009321): what claims are
/// compared with. Products must not underflow: magnitudes are 0 or above 2^-500.
struct Expansion {
  /// They do not overlap, the largest last.
  private var parts: [Double] = []

  mutating func add(_ value: Double) {
    var carry = value
    var kept = 0
    for part in parts {
      let sum = carry + part
      let virtual = sum - carry
      let rest = (carry - (sum - virtual)) + (part - virtual)
      if rest != 0 {
        parts[kept] = rest
        kept += 1
      }
      carry = sum
    }
    parts.removeSubrange(kept...)
    if carry != 0 { parts.append(carry) }
  }

  mutating func add(_ left: Double, times right: Double) {
    let product = left * right
    add(product)
    add((-product).addingProduct(left, right))
  }

  /// Adds `factor` times (left - right)^2, for a factor that is a power of two.
  mutating func add(squareOf left: Double, minus right: Double, factor: Double = 1) {
    let high = left - right
    let virtual = high - left
    let low = (left - (high - virtual)) - (right + virtual)
    add(factor * high, times: high)
    add(2 * factor * high, times: low)
    add(factor * low, times: low)
  }

  /// -1, 0 or 1.
  var sign: Int { parts.last.map { $0 > 0 ? 1 : -1 } ?? 0 }

  /// The nearest Double, or one beside it.
  var value: Double { parts.reduce(0, +) }

  static func squaredDistance(_ x: [Double], _ c: [Double]) -> Expansion {
    var sum = Expansion()
    for (x, c) in zip(x, c) { sum.add(squareOf: x, minus: c) }
    return sum
  }

  /// Whether `bound` (a Float, whose square is exact) is at least the root of this; or, for -1, at most.
  func isBounded(by bound: Float, sign: Int = 1) -> Bool {
    if bound == .infinity { return sign > 0 }
    if bound < 0 { return sign < 0 }
    guard !bound.isNaN else { return false }
    var rest = self
    rest.add(-Double(bound), times: Double(bound))
    return rest.sign * sign <= 0
  }
}
