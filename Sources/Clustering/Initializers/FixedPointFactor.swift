/// Fixed point for sums of up to 1024 terms in 0 ... bound: a term takes 51 bits, rounded to nearest, ties to even.
struct FixedPointFactor: Equatable {
  private let factor: Double

  /// Differs from every other, itself included.
  static let undefined = FixedPointFactor(factor: .nan)

  private init(factor: Double) { self.factor = factor }

  init(bound: Double) {
    // Bounds below 2^-973 have fewer than 51 bits above the smallest subnormal.
    factor = bound > 0 && bound.isFinite ? FixedPoint.scaled(1, by: min(50 - Int(bound.exponent), 1023)) : 0
  }

  /// What so many quanta are.
  func value(of quanta: Int128) -> Double { FixedPoint.value(of: quanta, exponent: 0) / factor }

  /// `value` in quanta: adding 1.5 * 2^52 leaves the rounded integer in the low bits, without a conversion.
  func quanta(of value: Double) -> Int64 {
    let magic = 0x1.8p52
    return Int64(bitPattern: (value * factor + magic).bitPattern &- magic.bitPattern)
  }
}
