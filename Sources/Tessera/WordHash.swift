/// Sixty-four bits that every change of a word or of their order changes, almost surely.
struct WordHash {
  private var hash: UInt64

  /// - Parameter count: of the words, where it is known before.
  init(count: Int = 0) { hash = UInt64(count) &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func add(_ word: UInt64) {
    hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
    hash ^= hash >> 31
  }

  /// Bytes, eight to a word, the first the lowest; the last word is filled up with zeros.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    var (word, shift): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      word |= UInt64(byte) << shift
      shift += 8
      if shift == 64 {
        add(word)
        (word, shift) = (0, 0)
      }
    }
    if shift > 0 { add(word) }
  }

  /// In hexadecimal digits.
  var text: String { String(hash, radix: 16) }
}
