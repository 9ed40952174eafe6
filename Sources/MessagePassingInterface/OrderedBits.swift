/// Doubles as integers in the same order, so that a maximum has the same bits whichever library takes it: -0 comes before 0.
enum OrderedBits {
  static func word(of value: Double) -> Int64 {
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : bits ^ .max
  }

  static func value(of word: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: word >= 0 ? word : word ^ .max))
  }
}
