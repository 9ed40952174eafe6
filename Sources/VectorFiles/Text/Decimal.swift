/// A decimal number as it stands in a text: (-1)^signBit * significand * 10^exponent.
struct Decimal {
  /// The first 19 significant digits at most.
  var significand: UInt64
  var exponent: Int
  /// 1 where it is negative.
  var signBit: UInt64
  /// Whether more digits followed, so that the value lies above the significand and below the next one.
  var isTruncated: Bool

  /// Scans a number that begins at `position` and moves behind it; nil, and no move, when there is none.
  ///
  /// Grammar: sign, digits with at most one point among them, exponent (`e`, or Fortran's `d`, in either case, sign,
  /// digits); at least one digit.
  ///
  /// - Parameter point: what stands for the point.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at position: inout Int, point: UInt8) {
    let end = bytes.count
    guard let base = bytes.baseAddress, position < end else { return nil }
    var index = position
    // Signs are as good as random: no branch depends on them.
    signBit = UInt64(base[index] ^ UInt8(ascii: "-")).isZeroBit
    index &+= Int(truncatingIfNeeded: signBit | UInt64(base[index] ^ UInt8(ascii: "+")).isZeroBit)

    var digits: UInt64 = 0
    let digitsStart = index
    Self.scanDigits(base, end, &index, &digits)
    var digitCount = index - digitsStart
    var fractionCount = 0
    if index < end, base[index] == point {
      let fractionStart = index + 1
      index = fractionStart
      Self.scanDigits(base, end, &index, &digits)
      fractionCount = index - fractionStart
      digitCount += fractionCount
    }
    guard digitCount > 0 else { return nil }
    significand = digits
    exponent = -fractionCount
    isTruncated = false
    let digitsEnd = index

    if index < end, (base[index] | 0x20) &- UInt8(ascii: "d") < 2 {
      guard Self.scanExponent(base, end, &index, &exponent) else { return nil }
    }
    if digitCount > 19 { rescanDigits(bytes[digitsStart..<digitsEnd], point) }
    position = index
  }

  /// Appends digits to `value` (wrapping around when there are more than 19: `rescanDigits` then follows).
  @inline(__always)
  private static func scanDigits(_ base: UnsafePointer<UInt8>, _ end: Int, _ index: inout Int, _ value: inout UInt64) {
    // One digit, as most whole parts are.
    if index + 1 < end, base[index + 1] &- UInt8(ascii: "0") >= 10 {
      let digit = base[index] &- UInt8(ascii: "0")
      if digit >= 10 { return }
      value = value &* 10 &+ UInt64(digit)
      index += 1
      return
    }
    while index + 8 <= end {
      let raw = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let chunk = UInt64(littleEndian: raw)
      let count = chunk.digitCount
      if count == 0 { return }
      // Shifting makes the digits the last of eight, behind zeros.
      value = value &* powerOfTen(count) &+ number(ofEightDigits: chunk &<< UInt64(64 &- 8 &* count))
      index &+= count
      if count < 8 { return }
    }
    while index < end, case let digit = base[index] &- UInt8(ascii: "0"), digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
  }

  /// 10 to the power of 1...8, without a branch: how many digits follow is as good as random, too.
  @inline(__always)
  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    let ones: UInt64 = exponent & 1 == 0 ? 1 : 10
    let twos: UInt64 = exponent & 2 == 0 ? 1 : 100
    let fours: UInt64 = exponent & 4 == 0 ? 1 : 10_000
    let eights: UInt64 = exponent & 8 == 0 ? 1 : 100_000_000
    return (ones &* twos) &* (fours &* eights)
  }

  /// Eight ASCII digits, the first in the lowest byte: neighbours are joined in three steps, all pairs at once.
  @inline(__always)
  private static func number(ofEightDigits chunk: UInt64) -> UInt64 {
    let units = chunk & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = ((units &* 10) &+ (units >> 8)) & 0x00FF_00FF_00FF_00FF
    let fours = ((pairs &* 100) &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
    return ((fours &* 10_000) &+ (fours >> 32)) & 0xFFFF_FFFF
  }

  @inline(__always)
  private static func scanExponent(
    _ base: UnsafePointer<UInt8>, _ end: Int, _ index: inout Int, _ exponent: inout Int
  ) -> Bool {
    index += 1
    guard index < end else { return false }
    let isNegative = base[index] == UInt8(ascii: "-")
    if isNegative || base[index] == UInt8(ascii: "+") { index += 1 }
    let start = index
    var value = 0
    while index < end, case let digit = base[index] &- UInt8(ascii: "0"), digit < 10 {
      if value <= .max >> 7 { value = value &* 10 &+ Int(digit) }  // beyond any number of digits that fits a file
      index += 1
    }
    exponent += isNegative ? -value : value
    return index > start
  }

  /// Takes the significand from more than 19 digits: leading zeros do not count, digits after the 19th are cut off.
  @inline(never)
  private mutating func rescanDigits(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ point: UInt8) {
    significand = 0
    var count = 0
    for byte in digits where byte != point {
      if count < 19 {
        significand = significand * 10 + UInt64(byte &- UInt8(ascii: "0"))
        if significand > 0 { count += 1 }
      } else {
        exponent += 1
        if byte != UInt8(ascii: "0") { isTruncated = true }
      }
    }
  }
}

extension UInt64 {
  /// 1 for 0, and 0 for what is less than 2^63, without a branch.
  @inline(__always)
  var isZeroBit: UInt64 { (self &- 1) >> 63 }

  /// How many of the first of eight ASCII characters are digits; the first is the lowest byte.
  @inline(__always)
  var digitCount: Int {
    // Zero in the bytes that are digits, at least up to the first that is not.
    let others =
      ((self & 0xF0F0_F0F0_F0F0_F0F0) | ((self &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)
      ^ 0x3333_3333_3333_3333
    return others.trailingZeroBitCount / 8
  }
}
