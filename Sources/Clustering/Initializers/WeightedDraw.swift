/// Draws rows with a chance proportional to their mass, all in integers.
enum WeightedDraw {
  /// The drawn row of all members; the last of positive mass if all are zero but for rounding.
  ///
  /// - Parameter masses: of this member's rows.
  static func row(
    from masses: some Sequence<Int128>, in reduction: Reduction, using generator: inout SeededGenerator
  ) -> Int {
    let totals = SharedTotals(masses.reduce(0, +), in: reduction)
    return totals.rows([target(totals.total, using: &generator)]) { find($0, in: masses).index }[0]
  }

  /// A row drawn with a chance proportional to its weight.
  ///
  /// - Parameter rows: how many this member has.
  static func row(
    of weights: RowWeights, rows: Int, in reduction: Reduction, using generator: inout SeededGenerator
  ) -> Int {
    row(from: (0..<rows).lazy.map(weights.quanta), in: reduction, using: &generator)
  }

  /// floor(total * u) for u uniform in the multiples of 2^-53 in 0 ..< 1. A total is below 2^127, and so are both products.
  static func target(_ total: Int128, using generator: inout SeededGenerator) -> Int128 {
    target(total, fraction: generator.fraction53())
  }

  /// The same for u = `fraction` * 2^-53.
  static func target(_ total: Int128, fraction: UInt64) -> Int128 {
    let fraction = Int128(fraction)
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
