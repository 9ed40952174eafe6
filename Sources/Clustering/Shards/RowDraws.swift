/// Rows of a part that a round of k-means|| may draw, in order.
struct RowDraws: Equatable, Sendable {
  /// w D of each.
  var terms: [Double] = []
  /// What was drawn for each: a multiple of 2^-53.
  var fractions: [UInt64] = []
  /// Their numbers in the part.
  var rows: [Int] = []
}

extension RowDraws {
  /// - Parameters:
  ///   - expected: how many rows of all are to be drawn, about.
  ///   - generator: at this part's first row.
  init(of terms: [Double], _ potential: PotentialSums, expected: Int128, using generator: inout SeededGenerator) {
    self.init()
    let totals = potential.leastTotals
    for (row, term) in terms.enumerated() {
      let fraction = generator.fraction53()
      guard term > 0 else { continue }
      let mayBeDrawn = totals.contains { factor, total in
        Self.isDrawn(term, fraction, factor, of: total, expected: expected)
      }
      guard mayBeDrawn else { continue }
      self.terms.append(term)
      fractions.append(fraction)
      rows.append(row)
    }
  }

  /// Those that are drawn where the potential of all is so large.
  func drawn(_ total: (exponent: Int, sum: Int128), expected: Int128) -> [Int] {
    let factor = PotentialSums.factor(total.exponent)
    return terms.indices.filter {
      Self.isDrawn(terms[$0], fractions[$0], factor, of: total.sum, expected: expected)
    }
  }

  /// With the chance min(1, expected * term / total).
  private static func isDrawn(
    _ term: Double, _ fraction: UInt64, _ factor: FixedPointFactor, of total: Int128, expected: Int128
  ) -> Bool {
    // Below 2^51 (2^20 times fewer than 2^31 clusters) times 2^51.
    WeightedDraw.target(total, fraction: fraction) < expected * Int128(factor.quanta(of: term))
  }
}
