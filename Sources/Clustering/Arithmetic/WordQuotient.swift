internal import Refusals

/// Quotients of whole numbers of any length, in words of 64 bits from the lowest on, rounded once to the nearest Double: for
/// sums that 128 bits cannot hold.
enum WordQuotient {
  /// `numerator` (in two's complement) / `divisor` (without a sign, not 0) * 2^exponent, ties to even; rounded twice where the
  /// result is subnormal.
  static func value(of numerator: [UInt64], by divisor: [UInt64], exponent: Int) -> Double {
    let isNegative = numerator.last.map { $0 >> 63 == 1 } ?? false
    let magnitude = trimmed(isNegative ? negated(numerator) : numerator)
    let divisor = trimmed(divisor)
    require(!divisor.isEmpty, "a mean needs a positive weight")
    guard !magnitude.isEmpty else { return 0 }
    // So many words more leave a quotient of two words or more: 65 bits, what is dropped of them stands clear of rounding.
    let added = max(0, divisor.count + 2 - magnitude.count)
    let (quotient, isExact) = quotient(
      of: Array(repeating: 0, count: added) + magnitude, by: divisor)
    let words = trimmed(quotient)
    let dropped = words.count - 2
    let top = UInt128(words[dropped + 1]) << 64 | UInt128(words[dropped])
    let isSticky = !isExact || words[..<dropped].contains { $0 != 0 }
    let rounded = FixedPoint.rounded(top, sticky: isSticky)
    let value = FixedPoint.scaled(rounded, by: exponent + 64 * (dropped - added))
    return isNegative ? -value : value
  }

  private static func trimmed(_ words: [UInt64]) -> [UInt64] {
    Array(words[..<((words.lastIndex { $0 != 0 } ?? -1) + 1)])
  }

  private static func negated(_ words: [UInt64]) -> [UInt64] {
    var carry = true
    return words.map { word in
      let (sum, overflow) = (~word).addingReportingOverflow(carry ? 1 : 0)
      carry = overflow
      return sum
    }
  }

  /// Words of the quotient, and whether nothing is left over. The numerator has two words more than the divisor, or more.
  private static func quotient(of numerator: [UInt64], by divisor: [UInt64]) -> ([UInt64], isExact: Bool) {
    guard divisor.count > 1 else {
      var (quotient, rest) = (numerator, UInt64(0))
      for index in quotient.indices.reversed() {
        (quotient[index], rest) = divisor[0].dividingFullWidth((rest, numerator[index]))
      }
      return (quotient, rest == 0)
    }
    // D. E. Knuth, The Art of Computer Programming 2 (1997), 4.3.1, algorithm D.
    let shift = UInt64(divisor[divisor.count - 1].leadingZeroBitCount)
    let divisor = shifted(divisor, by: shift)[..<divisor.count]
    var rest = shifted(numerator, by: shift)
    var quotient = [UInt64](repeating: 0, count: rest.count - divisor.count)
    for place in quotient.indices.reversed() {
      quotient[place] = digit(&rest, divisor, at: place)
    }
    return (quotient, rest.allSatisfy { $0 == 0 })
  }

  /// The words shifted to the left by less than 64 bits, with a word for what leaves the last.
  private static func shifted(_ words: [UInt64], by shift: UInt64) -> [UInt64] {
    var carry: UInt64 = 0
    var result = words.map { word in
      defer { carry = shift == 0 ? 0 : word >> (64 - shift) }
      return word << shift | carry
    }
    result.append(carry)
    return result
  }

  /// One digit of the quotient, whose product with the divisor is taken off `rest`.
  private static func digit(_ rest: inout [UInt64], _ divisor: ArraySlice<UInt64>, at place: Int) -> UInt64 {
    let count = divisor.count
    let (first, second) = (divisor[count - 1], divisor[count - 2])
    let (top, next) = (rest[place + count], rest[place + count - 1])
    var (guess, left): (UInt64, UInt64)
    var isSmall = true
    if top < first {
      (guess, left) = first.dividingFullWidth((top, next))
    } else {
      guess = .max
      let sum = next.addingReportingOverflow(first)
      (left, isSmall) = (sum.partialValue, !sum.overflow)
    }
    while isSmall {
      let product = guess.multipliedFullWidth(by: second)
      guard (product.high, product.low) > (left, rest[place + count - 2]) else { break }
      guess -= 1
      let sum = left.addingReportingOverflow(first)
      (left, isSmall) = (sum.partialValue, !sum.overflow)
    }
    guard takeOff(guess, times: divisor, from: &rest, at: place) else { return guess }
    putBack(divisor, to: &rest, at: place)
    return guess - 1
  }

  /// Returns whether that was too much.
  private static func takeOff(
    _ factor: UInt64, times divisor: ArraySlice<UInt64>, from rest: inout [UInt64], at place: Int
  ) -> Bool {
    var carry: UInt64 = 0
    for (index, word) in divisor.enumerated() {
      let product = factor.multipliedFullWidth(by: word)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      let (difference, borrow) = rest[place + index].subtractingReportingOverflow(low)
      rest[place + index] = difference
      // A product and a carry are at most 2^128 - 2^64: where their high word is all ones, the low one is 0 and borrows nothing.
      carry = product.high &+ (overflow ? 1 : 0) &+ (borrow ? 1 : 0)
    }
    let (difference, borrow) = rest[place + divisor.count].subtractingReportingOverflow(carry)
    rest[place + divisor.count] = difference
    return borrow
  }

  private static func putBack(_ divisor: ArraySlice<UInt64>, to rest: inout [UInt64], at place: Int) {
    var carry = false
    for (index, word) in divisor.enumerated() {
      let first = rest[place + index].addingReportingOverflow(word)
      let second = first.partialValue.addingReportingOverflow(carry ? 1 : 0)
      rest[place + index] = second.partialValue
      carry = first.overflow || second.overflow
    }
    rest[place + divisor.count] &+= carry ? 1 : 0
  }
}
