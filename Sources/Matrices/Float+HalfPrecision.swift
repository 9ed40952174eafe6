extension Float {
  /// The value of an IEEE 754 binary16 number (exact). The standard library has no Float16 on every platform.
  package init(halfPrecisionBits bits: UInt16) {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = bits & 0x3FF
    switch exponent {
    case 0: self = sign * Float(fraction) * 0x1p-24
    case 31: self = fraction == 0 ? sign * .infinity : .nan
    default: self = sign * Float(bitPattern: UInt32(exponent + 112) << 23 | UInt32(fraction) << 13)
    }
  }
}
