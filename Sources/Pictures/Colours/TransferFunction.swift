/// How bytes of sRGB stand for light (IEC 61966-2-1), with no function of the C library: sums, products and quotients have the same bits
/// on every machine, `pow` has not.
enum TransferFunction {
  /// The light of every byte, in 0 ... 1.
  static let light = (0...255).map { light(of: Double($0)) }

  /// Up to which light each byte but the last is the nearest: that half-way to the next byte.
  private static let limits = (0..<255).map { light(of: Double($0) + 0.5) }

  /// The light of a value between bytes.
  ///
  /// - Parameter value: 0 ... 255.
  static func light(of value: Double) -> Double {
    let share = value / 255
    if share <= 0.04045 { return share / 12.92 }
    // x^2.4 = (x x^(1/5))^2
    let base = (share + 0.055) / 1.055
    let power = base * fifthRoot(base)
    return power * power
  }

  /// The byte whose light is nearest as sRGB has it, half-way between two the lower one; outside of 0 ... 1 the first or last.
  ///
  /// - Complexity: 8 comparisons.
  static func byte(of light: Double) -> UInt8 {
    var (first, last) = (0, 255)
    while first < last {
      let middle = (first + last) / 2
      if light <= limits[middle] { last = middle } else { first = middle + 1 }
    }
    return UInt8(first)
  }

  /// By Newton's steps from above, which are quadratic near the root: x in 0.08 ... 1.
  private static func fifthRoot(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<10 {
      let fourth = (root * root) * (root * root)
      root = (4 * root + x / fourth) / 5
    }
    return root
  }
}
