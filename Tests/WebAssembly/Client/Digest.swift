/// FNV-1a over words of 64 bits: equal digests mean equal bits, but for a chance of 2^-64.
struct Digest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      state = (state ^ (word >> UInt64(shift) & 0xff)) &* 0x100_0000_01b3
    }
  }

  mutating func add(_ value: Int) { add(UInt64(bitPattern: Int64(value))) }
  mutating func add(_ value: Double) { add(value.bitPattern) }
  mutating func add(_ value: Double?) { if let value { add(value) } else { add(0xdead) } }

  static func of(_ values: [Double]) -> Digest {
    var digest = Digest()
    for value in values { digest.add(value) }
    return digest
  }

  static func of(_ values: [Int32]) -> Digest {
    var digest = Digest()
    for value in values { digest.add(Int(value)) }
    return digest
  }

  var text: String { hexadecimal(state) }
}

func hexadecimal(_ word: UInt64) -> String {
  let digits: [Character] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"]
  return String((0..<16).map { digits[Int(word >> UInt64(60 - 4 * $0) & 15)] })
}
