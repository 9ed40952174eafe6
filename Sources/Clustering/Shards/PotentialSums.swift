internal import TesseraKernels

/// What a part's rows add up to as a potential, before the quantum is known: that follows from the largest term of all parts.
///
/// A quantum is 2^-50 of the power of two below the largest term (``FixedPointFactor``), so that there is a sum for each power from
/// that of this part's largest term on. Terms that are 2^52 times smaller than the largest are rounded to none.
struct PotentialSums: Equatable, Sendable {
  /// The largest term.
  let bound: Double
  /// In quanta of the power of `bound`, of the next one, and so on; none where all terms are 0.
  let sums: [Int128]

  init(bound: Double, sums: [Int128]) { (self.bound, self.sums) = (bound, sums) }

  /// - Parameters:
  ///   - terms: w D of each row.
  ///   - highest: no term of any part exceeds 2^(highest + 1).
  init(of terms: [Double], upTo highest: Int, in parallel: ParallelRows) {
    let bound = terms.reduce(0) { max($0, $1) }
    guard bound > 0 else {
      self.init(bound: 0, sums: [])
      return
    }
    let first = Self.exponent(of: bound)
    let factors = (first...max(first, min(highest, first + Self.mostRounding))).map(Self.factor)
    // As many terms as a sum of 64 bits holds.
    let parts = parallel.mapChunks(of: terms.count, chunk: SeedingPotential.chunk) { _, _, rows in
      factors.map { factor in rows.reduce(Int64(0)) { $0 &+ factor.quanta(of: terms[$1]) } }
    }
    var sums = [Int128](repeating: 0, count: factors.count)
    for part in parts {
      for (place, sum) in part.enumerated() { sums[place] += Int128(sum) }
    }
    self.init(bound: bound, sums: sums)
  }

  /// The power of two below a bound, as far as quanta differ.
  static func exponent(of bound: Double) -> Int { max(Int(bound.exponent), -973) }

  /// Of bounds of this power.
  static func factor(_ exponent: Int) -> FixedPointFactor {
    FixedPointFactor(bound: FixedPoint.scaled(1, by: exponent))
  }

  /// At powers beyond this one above a term's it is rounded to 0.
  private static var mostRounding: Int { 51 }

  /// The power of the largest term; nil where all are 0.
  var first: Int? { bound > 0 ? Self.exponent(of: bound) : nil }

  /// The sum in quanta of a power, which none of the terms exceeds.
  func sum(at exponent: Int) -> Int128 {
    guard let first, sums.indices.contains(exponent - first) else { return 0 }
    return sums[exponent - first]
  }

  /// Of the powers that the largest term of all parts may have: the least that all parts can add up to. Whoever has a larger term has
  /// one of 2^50 quanta or more.
  var leastTotals: [(factor: FixedPointFactor, total: Int128)] {
    guard let first else { return [] }
    return sums.indices.map { place in
      (Self.factor(first + place), sums[place] + (place == 0 ? 0 : 1 << 50))
    }
  }
}

extension [PotentialSums] {
  /// Of all parts: the power of the largest term (nil where all are 0), and the sum in its quanta.
  var total: (exponent: Int, sum: Int128)? {
    guard let exponent = compactMap({ $0.first }).max() else { return nil }
    return (exponent, reduce(0) { $0 + $1.sum(at: exponent) })
  }
}
