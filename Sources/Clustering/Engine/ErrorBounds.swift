internal import TesseraKernels

/// How far computed distances and scores can lie from their exact values, as rigorous upper bounds.
///
/// Notation: u = 2^-24 and e = 2^-53 are the unit roundoffs of Float and Double, d the dimensions. Each bound is the
/// textbook one (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, chapter 3, DOI
/// 10.1137/1.9780898718027) with a constant large enough to cover second-order terms and the rounding of the bound.
struct ErrorBounds {
  private let dimensions: Double

  init(dimensions: Int) {
    self.dimensions = Double(dimensions)
  }

  /// The relative error of a canonical distance D: three roundings per term, at most d / 8 + 4 additions.
  var squaredDistance: Double { (dimensions + 16) * 0x1p-53 }

  /// The factor by which a Euclidean distance computed as sqrt(D) may be too small; also enough to absorb the few
  /// roundings of a bound's update.
  var above: Double { 1 + squaredDistance + 0x1p-50 }

  /// The factor by which it may be too large.
  var below: Double { 1 - squaredDistance - 0x1p-50 }

  /// Bounds in Float are this much further apart before they count as apart.
  var gap: Float { Float(1 + 8 * squaredDistance) * (1 + 0x1p-21) }

  /// The error of a filter score of a row at distance `norm` from the shift, for centroids at most `reach` from it, so
  /// that scores that differ by more than twice this have canonical distances in the same order.
  ///
  /// Rounding x and c to Float moves x.c by at most 2 u |x| |c| (Cauchy-Schwarz); the roundings of products and sums add at most
  /// (d + 2) u (|c|^2 / 2 + |x| |c|); underflow adds a few quanta of Float per term; and the canonical distances
  /// themselves may be off by (d + 16) e (|x| + |c|)^2.
  func score(norm: Double, reach: Double) -> Double {
    let single = (dimensions + 8) * 0x1.08p-24 * (norm * reach + reach * reach / 2)
    let double = (dimensions + 16) * 0x1p-52 * (norm + reach) * (norm + reach)
    let underflow = (dimensions + 8) * 0x1p-147 * (1 + norm + reach)
    return single + double + underflow
  }

  /// The same for scores with rows in lanes, whose bounds on distances are computed in Float as well: from a squared norm
  /// and a score by five roundings more of (|x| + |c|)^2 at most, for which twice this error has room for sixteen.
  func laneScore(reach: Double) -> ScoreError {
    rounded(single: (dimensions + 8) * 0x1.08p-24, norm: 0, reach: reach, rowError: 0)
  }

  /// The same for eight-bit scores: x.c - x'.c' = x.(c - c') + (x - x').c' is at most |x| |c - c'| + |x - x'| |c'|.
  ///
  /// - Parameters:
  ///   - reach: the largest |c|.
  ///   - codeReach: the largest |c'|.
  ///   - codeError: the largest |c - c'|.
  func narrowScore(reach: Double, codeReach: Double, codeError: Double) -> ScoreError {
    rounded(single: 0, norm: codeError, reach: reach, rowError: codeReach)
  }

  /// How far distances of sixteen-bit codes may lie from those of what they stand for, in their unit: half a unit per
  /// coordinate of a row, three roundings of Float at 2^15 units included, and the largest coding error of a centroid.
  func shortReach(codeError: Double) -> Float {
    Float((0.507 * dimensions.squareRoot() + codeError) * (1 + 0x1p-20)).nextUp
  }

  /// What Float rounds when scores become bounds is below 2^-20 (|x| + |c|)^2.
  private func rounded(single: Double, norm: Double, reach: Double, rowError: Double) -> ScoreError {
    let single = single + 0x1p-20
    let double = (dimensions + 16) * 0x1p-52
    return ScoreError(
      norm: norm + single * reach + 2 * double * reach, square: 0x1p-20 + double, rowError: rowError,
      constant: (single / 2 + double) * reach * reach + (dimensions + 8) * 0x1p-100 * (1 + reach))
  }
}
