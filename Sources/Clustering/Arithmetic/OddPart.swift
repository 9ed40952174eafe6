extension Double {
  /// The magnitude as an odd integer times 2^exponent; (0, 0) for 0.
  var oddPart: (odd: UInt64, exponent: Int) {
    let biased = Int(exponentBitPattern)
    let significand = significandBitPattern | (biased > 0 ? 1 << 52 : 0)
    guard significand != 0 else { return (0, 0) }
    let zeros = significand.trailingZeroBitCount
    return (significand >> UInt64(zeros), max(biased, 1) - 1075 + zeros)
  }
}
