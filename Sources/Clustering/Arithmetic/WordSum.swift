/// Sums of any length in words of 64 bits, the lowest first, in two's complement.
enum WordSum {
  /// Adds a number of 106 bits times 2^place, or takes it away; what leaves the last of `count` words is dropped.
  static func add(
    _ term: (high: UInt64, low: UInt64), at place: Int, isTaken: Bool, to sum: UnsafeMutablePointer<UInt64>, count: Int
  ) {
    let (word, bits) = (place >> 6, UInt64(place & 63))
    let parts =
      bits == 0
      ? (term.low, term.high, 0)
      : (term.low << bits, term.high << bits | term.low >> (64 - bits), term.high >> (64 - bits))
    var carry = step(parts.0, false, isTaken, sum, word, count)
    carry = step(parts.1, carry, isTaken, sum, word + 1, count)
    carry = step(parts.2, carry, isTaken, sum, word + 2, count)
    var next = word + 3
    while carry && next < count {
      carry = step(0, carry, isTaken, sum, next, count)
      next += 1
    }
  }

  /// Adds one word and a carry, or takes them away; returns the next carry. Words beyond the last would be 0.
  @inline(__always)
  private static func step(
    _ part: UInt64, _ carry: Bool, _ isTaken: Bool, _ sum: UnsafeMutablePointer<UInt64>, _ index: Int, _ count: Int
  ) -> Bool {
    guard index < count else { return false }
    if isTaken {
      let first = sum[index].subtractingReportingOverflow(part)
      let second = first.partialValue.subtractingReportingOverflow(carry ? 1 : 0)
      sum[index] = second.partialValue
      return first.overflow || second.overflow
    }
    let first = sum[index].addingReportingOverflow(part)
    let second = first.partialValue.addingReportingOverflow(carry ? 1 : 0)
    sum[index] = second.partialValue
    return first.overflow || second.overflow
  }
}
