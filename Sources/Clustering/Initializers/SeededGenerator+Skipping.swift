extension SeededGenerator {
  /// Goes on as if `count` numbers had been drawn, 0 or more.
  ///
  /// - Complexity: O(log(count)), a few milliseconds: a step is a linear map of 256 bits, and so is a power of it.
  mutating func skip(_ count: Int) {
    guard count > Self.mostSteps else {
      for _ in 0..<count { _ = next() }
      return
    }
    var (left, power, words) = (count, BitMap.step, words)
    while left > 0 {
      if left & 1 == 1 { words = power.applied(to: words[...]) }
      left >>= 1
      if left > 0 { power = power.squared }
    }
    if let there = SeededGenerator(words: words) { self = there }
  }

  /// So many single steps take less time than powers.
  static var mostSteps: Int { 1 << 20 }
}

/// A linear map of 256 bits to as many, by the images of single bits.
private struct BitMap {
  /// [256][4]
  private var images: [UInt64]

  /// What ``SeededGenerator/next()`` does to the state.
  static var step: BitMap {
    var map = BitMap(images: [])
    for bit in 0..<256 {
      var state: [UInt64] = [0, 0, 0, 0]
      state[bit / 64] = 1 << UInt64(bit % 64)
      guard var generator = SeededGenerator(words: state) else { continue }
      _ = generator.next()
      map.images += generator.words
    }
    return map
  }

  func applied(to bits: ArraySlice<UInt64>) -> [UInt64] {
    var sum: [UInt64] = [0, 0, 0, 0]
    for (index, word) in bits.enumerated() {
      var left = word
      while left != 0 {
        let start = (64 * index + left.trailingZeroBitCount) * 4
        for place in 0..<4 { sum[place] ^= images[start + place] }
        left &= left - 1
      }
    }
    return sum
  }

  var squared: BitMap {
    BitMap(images: stride(from: 0, to: images.count, by: 4).flatMap { applied(to: images[$0..<($0 + 4)]) })
  }
}
