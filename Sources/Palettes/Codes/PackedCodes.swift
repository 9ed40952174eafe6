internal import Refusals

/// Codes without gaps: code i has the bits `bits * i ..< bits * (i + 1)` of the bytes, the least significant bit of a byte being
/// its first.
public enum PackedCodes {
  /// The bytes of so many codes.
  public static func byteCount(_ count: Int, bits: Int) -> Int {
    // Eight codes have whole bytes; their product would not fit for the largest counts.
    count / 8 * bits + (count % 8 * bits + 7) / 8
  }

  /// The bytes of codes, each below 2^bits; what is left of the last byte is 0.
  public static func packed(_ codes: [UInt8], bits: Int) -> [UInt8] {
    require((1...8).contains(bits), "bits lie in 1 ... 8")
    let size = byteCount(codes.count, bits: bits)
    return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      codes.withUnsafeBufferPointer { codes in
        if size > 0 { pack(codes.baseAddress!, codes.count, bits, into: bytes.baseAddress!) }
      }
      count = size
    }
  }

  /// The codes in bytes.
  ///
  /// - Precondition: there are as many bytes as the codes take.
  public static func unpacked(_ bytes: [UInt8], count: Int, bits: Int) -> [UInt8] {
    require((1...8).contains(bits) && bytes.count == byteCount(count, bits: bits), "the bytes are those of the codes")
    return [UInt8](unsafeUninitializedCapacity: count) { codes, initialized in
      bytes.withUnsafeBytes { bytes in
        if count > 0 { unpack(bytes.baseAddress!, count, bits, into: codes.baseAddress!) }
      }
      initialized = count
    }
  }

  static func pack(_ codes: UnsafePointer<UInt8>, _ count: Int, _ bits: Int, into bytes: UnsafeMutablePointer<UInt8>) {
    let shift = UInt64(bits)
    for eight in 0..<(count / 8) {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(codes + 8 * eight).loadUnaligned(as: UInt64.self))
      let pairs = word & 0x00FF_00FF_00FF_00FF | (word >> 8 & 0x00FF_00FF_00FF_00FF) << shift
      let fours = pairs & 0x0000_FFFF_0000_FFFF | (pairs >> 16 & 0x0000_FFFF_0000_FFFF) << (2 * shift)
      store(fours & 0xFFFF_FFFF | (fours >> 32) << (4 * shift), bits, at: bytes + bits * eight)
    }
    let rest = count % 8
    guard rest > 0 else { return }
    var word: UInt64 = 0
    for index in 0..<rest { word |= UInt64(codes[count - rest + index]) << (shift * UInt64(index)) }
    store(word, (rest * bits + 7) / 8, at: bytes + bits * (count / 8))
  }

  static func unpack(
    _ bytes: UnsafeRawPointer, _ count: Int, _ bits: Int, into codes: UnsafeMutablePointer<UInt8>
  ) {
    let (mask, bytes) = (UInt64(1) << UInt64(bits) - 1, bytes.assumingMemoryBound(to: UInt8.self))
    for first in Swift.stride(from: 0, to: count, by: 8) {
      let here = min(8, count - first)
      var word: UInt64 = 0
      for index in 0..<((here * bits + 7) / 8) { word |= UInt64(bytes[first / 8 * bits + index]) << UInt64(8 * index) }
      for index in 0..<here { codes[first + index] = UInt8(truncatingIfNeeded: word >> UInt64(bits * index) & mask) }
    }
  }

  @inline(__always) private static func store(_ word: UInt64, _ size: Int, at bytes: UnsafeMutablePointer<UInt8>) {
    for index in 0..<size { bytes[index] = UInt8(truncatingIfNeeded: word >> UInt64(8 * index)) }
  }
}
