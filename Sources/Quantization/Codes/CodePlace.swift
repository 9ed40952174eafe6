/// Where one integer of a row's codes lies in its bytes.
struct CodePlace: Sendable {
  private let byte: Int
  private let shift: Int
  private let count: Int
  private let mask: UInt64

  init(_ position: Int, of bits: [Int]) {
    let offset = bits[..<position].reduce(0, +)
    (byte, shift) = (offset / 8, offset % 8)
    count = (shift + bits[position] + 7) / 8
    mask = (1 << UInt64(bits[position])) - 1
  }

  @inline(__always)
  func read(_ row: UnsafePointer<UInt8>) -> Int {
    if count == 1 { return Int(UInt64(row[byte]) >> UInt64(shift) & mask) }
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(row[byte + index]) << UInt64(8 * index) }
    return Int(word >> UInt64(shift) & mask)
  }

  /// Where there is 0 so far.
  @inline(__always)
  func write(_ value: Int, to row: UnsafeMutablePointer<UInt8>) {
    if count == 1 {
      row[byte] |= UInt8(truncatingIfNeeded: value << shift)
      return
    }
    let word = (UInt64(value) & mask) << UInt64(shift)
    for index in 0..<count { row[byte + index] |= UInt8(truncatingIfNeeded: word >> UInt64(8 * index)) }
  }
}
