/// The checksum of zip archives: CRC-32 of ISO 3309, eight bytes at a time (M. E. Kounavis and F. L. Berry, 2008,
/// <https://doi.org/10.1109/TC.2008.85>).
struct CRC32 {
  /// For each of eight places, the effect of one byte.
  private let table: [UInt32]

  init() {
    var table = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      table[byte] = (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    for index in 256..<table.count {
      let value = table[index - 256]
      table[index] = value >> 8 ^ table[Int(value & 0xFF)]
    }
    self.table = table
  }

  /// Complexity: O(bytes), without a copy.
  func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      var value = UInt32.max
      var index = 0
      while index + 8 <= bytes.count {
        let chunk = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(value)
        value = 0
        for place in 0..<8 { value ^= table[(7 - place) * 256 + Int(chunk >> (8 * UInt64(place)) & 0xFF)] }
        index += 8
      }
      while index < bytes.count {
        value = value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])]
        index += 1
      }
      return ~value
    }
  }
}
