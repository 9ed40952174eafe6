internal import Matrices

/// How the bits of a type of weights are read and made, and in which order they are.
///
/// Keys are bits put so that they ascend with the values; both zeros have one key.
protocol WeightFormat: SendableMetatype {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable

  /// The bits of infinity: magnitudes from here on are no numbers.
  static var infinity: Bits { get }
  static func value(_ bits: Bits) -> Double
  /// The nearest number, ties to even; the value is within the type's range.
  static func bits(nearest value: Double) -> Bits
}

extension WeightFormat {
  @inline(__always) static var sign: Bits { 1 << (Bits.bitWidth - 1) }

  @inline(__always) static func isFinite(_ bits: Bits) -> Bool { bits & ~sign < infinity }

  @inline(__always) static func key(_ bits: Bits) -> Bits {
    let key = bits & sign == 0 ? bits | sign : ~bits
    return key == ~sign ? sign : key
  }

  @inline(__always) static func bits(of key: Bits) -> Bits { key & sign == 0 ? ~key : key ^ sign }

  @inline(__always) static func value(of key: Bits) -> Double { value(bits(of: key)) }

  /// The bits of a number in sixteen bits.
  static func shortBits(nearest value: Double, fractionBits: Int, bias: Int) -> UInt16 {
    let magnitude = value.magnitude
    let exponent = max(magnitude == 0 ? Int.min : Int(magnitude.exponent), 1 - bias)
    let scale = Double(bitPattern: UInt64(1023 + fractionBits - exponent) << 52)
    // Subnormal numbers have no leading one; what rounds up to the next power of two carries into the exponent.
    let fraction = Int((magnitude * scale).rounded(.toNearestOrEven))
    let bits = (exponent + bias - 1) << fractionBits + fraction
    return UInt16(truncatingIfNeeded: bits) | (value.sign == .minus ? 0x8000 : 0)
  }
}

enum Float16Format: WeightFormat {
  static let infinity: UInt16 = 0x7C00
  @inline(__always) static func value(_ bits: UInt16) -> Double { Double(Float(halfPrecisionBits: bits)) }
  static func bits(nearest value: Double) -> UInt16 { shortBits(nearest: value, fractionBits: 10, bias: 15) }
}

enum BFloat16Format: WeightFormat {
  static let infinity: UInt16 = 0x7F80
  @inline(__always) static func value(_ bits: UInt16) -> Double { Double(Float(bitPattern: UInt32(bits) << 16)) }
  static func bits(nearest value: Double) -> UInt16 { shortBits(nearest: value, fractionBits: 7, bias: 127) }
}

enum Float32Format: WeightFormat {
  static let infinity: UInt32 = 0x7F80_0000
  @inline(__always) static func value(_ bits: UInt32) -> Double { Double(Float(bitPattern: bits)) }
  static func bits(nearest value: Double) -> UInt32 { Float(value).bitPattern }
}

enum Float64Format: WeightFormat {
  static let infinity: UInt64 = 0x7FF0_0000_0000_0000
  @inline(__always) static func value(_ bits: UInt64) -> Double { Double(bitPattern: bits) }
  static func bits(nearest value: Double) -> UInt64 { value.bitPattern }
}
