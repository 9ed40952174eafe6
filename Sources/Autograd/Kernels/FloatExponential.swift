/// e^x for many Floats at once, within 1.01 units in the last place, by arithmetic that is the same on every machine: the C library
/// takes them one by one.
enum FloatExponential {
  typealias Lanes = SIMD8<Float>

  /// e^(x - shift - more) for each x.
  static func map(
    _ x: UnsafePointer<Float>, less shift: Float, _ more: Float, _ out: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let (source, target) = (UnsafeRawPointer(x), UnsafeMutableRawPointer(out))
    var index = 0
    while index + Lanes.scalarCount <= count {
      let lanes = source.loadUnaligned(fromByteOffset: index * 4, as: Lanes.self)
      target.storeBytes(of: exp((lanes - shift) - more), toByteOffset: index * 4, as: Lanes.self)
      index += Lanes.scalarCount
    }
    guard index < count else { return }
    var rest = Lanes()
    for lane in 0..<(count - index) { rest[lane] = x[index + lane] }
    rest = exp((rest - shift) - more)
    for lane in 0..<(count - index) { out[index + lane] = rest[lane] }
  }

  /// x = n log 2 + r with |r| <= log 2 / 2; then 2^n times the series of e^r up to r^7, whose rest is below 2^-27.
  @inline(__always)
  static func exp(_ argument: Lanes) -> Lanes {
    // Beyond, the result is 0 or infinite; NaN compares false and stays.
    var x = argument
    x.replace(with: -104, where: x .< -104)
    x.replace(with: 89, where: x .> 89)
    // Adding it rounds to a whole number, which stands in the low bits.
    let magic: Float = 0x1.8p23
    let shifted = x * 1.442695 + magic
    let n = shifted - magic
    // The high part of log 2 has nine bits: its products with n are exact.
    let r = (x - n * 0x1.63p-1) - n * -0x1.bd0106p-13
    var tail = r * (1 / 5040) + (1 / 720)
    tail = tail * r + (1 / 120)
    tail = tail * r + (1 / 24)
    tail = tail * r + (1 / 6)
    tail = tail * r + 0.5
    let series = (tail * (r * r) + r) + 1
    // In two steps, since 2^n itself may not be a Float where e^x is.
    let whole = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- Int32(bitPattern: magic.bitPattern)
    let half = whole &>> 1
    return series * power(half) * power(whole &- half)
  }

  /// 2^n.
  @inline(__always)
  private static func power(_ n: SIMD8<Int32>) -> Lanes { unsafeBitCast((n &+ 127) &<< 23, to: Lanes.self) }
}
