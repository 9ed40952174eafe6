internal import Refusals

/// xoshiro256++ seeded by SplitMix64: a small, fast generator whose stream never changes between versions.
///
/// Source: D. Blackman and S. Vigna, *Scrambled linear pseudorandom number generators* (2021), DOI 10.1145/3460772.
/// Not for cryptography.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator for `seed`; other values of `stream` give unrelated streams of the same seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var splitMix = SplitMix64(state: seed)
    splitMix.state = splitMix.next() ^ (stream &* 0xD1B5_4A32_D192_ED03)
    state = (splitMix.next(), splitMix.next(), splitMix.next(), splitMix.next())
  }

  /// The state, four words.
  var words: [UInt64] { [state.0, state.1, state.2, state.3] }

  /// - Parameter words: what another one's were; a state of zeros is none.
  init?(words: [UInt64]) {
    guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
    state = (words[0], words[1], words[2], words[3])
  }

  /// Whether both go on alike.
  public static func == (left: Self, right: Self) -> Bool { left.state == right.state }

  public mutating func next() -> UInt64 {
    let result = Self.rotated(state.0 &+ state.3, by: 23) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, by: 45)
    return result
  }

  /// A whole number in 0 ..< `bound`, each equally likely (Lemire 2019, DOI 10.1145/3230636).
  public mutating func index(below bound: Int) -> Int {
    require(bound > 0, "the bound is positive")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    let threshold = (0 &- range) % range
    while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    return Int(product.high)
  }

  /// A multiple of 2^-53 in 0 ..< 1, as its numerator.
  mutating func fraction53() -> UInt64 { next() >> 11 }

  private static func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}

/// A number per row that looks random, for samples without memory.
enum RowHash {
  static func hash(_ row: Int, key: UInt64) -> UInt64 {
    var generator = SplitMix64(state: key &+ UInt64(row) &* 0x9E37_79B9_7F4A_7C15)
    return generator.next()
  }
}

private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
