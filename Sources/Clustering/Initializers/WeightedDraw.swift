/// Draws an index with a chance proportional to its mass, all in integers.
struct WeightedDraw {
  private let masses: [Int128]
  private let total: Int128

  init(_ masses: [Int128]) {
    self.masses = masses
    total = masses.reduce(0, +)
  }

  /// The drawn index; the last of positive mass if all are zero but for rounding.
  func row(using generator: inout SeededGenerator) -> Int {
    let (index, _) = Self.find(Self.target(total, using: &generator), in: masses)
    return index
  }

  /// A row drawn with a chance proportional to its weight.
  static func row(of weights: RowWeights, rows: Int, using generator: inout SeededGenerator) -> Int {
    let masses = (0..<rows).lazy.map(weights.quanta)
    return find(target(masses.reduce(0, +), using: &generator), in: masses).index
  }

  /// floor(total * u) for u uniform in the multiples of 2^-53 in 0 ..< 1. A total is below 2^127, and so are both products.
  static func target(_ total: Int128, using generator: inout SeededGenerator) -> Int128 {
    let fraction = Int128(generator.fraction53())
    let (high, low) = (total >> 53, total & ((1 << 53) - 1))
    return high * fraction + (low * fraction) >> 53
  }

  /// The first index whose cumulative mass exceeds `target`, and what of `target` is left before it.
  static func find(_ target: Int128, in masses: some Sequence<Int128>) -> (index: Int, rest: Int128) {
    var rest = target
    var last = (0, Int128(0))
    for (index, mass) in masses.enumerated() where mass > 0 {
      if rest < mass { return (index, rest) }
      last = (index, mass - 1)
      rest -= mass
    }
    return last
  }
}
