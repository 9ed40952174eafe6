internal import Clustering
internal import Matrices
internal import TesseraKernels

/// A quantizer's codebooks, and the rows by which they are refined together.
struct ResidualRefinement {
  private let quantizer: ResidualQuantizer
  private let points: NumericMatrix
  private let weights: [Double]?
  private let parallel: ParallelRows
  private let rest: ResidualRows
  private let scale: Scale
  /// The sum of all squares that are left over.
  private let loss: Double

  /// - Parameters:
  ///   - points: finite, as wide as the quantizer's vectors.
  ///   - weights: one per row, up to about 1.
  ///   - scale: about that of the points; the same for all that are compared.
  init(
    of quantizer: ResidualQuantizer, on points: NumericMatrix, weights: [Double]?, scale: Scale,
    _ parallel: ParallelRows
  ) {
    (self.quantizer, self.points, self.weights, self.parallel) = (quantizer, points, weights, parallel)
    self.scale = scale
    rest = ResidualRows(of: points, by: quantizer, weights: weights, parallel)
    loss = rest.squares(in: scale)
  }

  /// Whether less is left over.
  func isBetter(than other: ResidualRefinement) -> Bool { loss < other.loss }

  /// The best of the quantizers that some rounds lead to, and this one: in each, one codebook after the other moves to the mean of what the
  /// others leave of its rows.
  func refined(rounds: Int, _ budget: TrainingBudget) -> ResidualQuantizer {
    var best = self
    for _ in 0..<rounds where !budget.isOver {
      var rest = best.rest
      let moved = ResidualQuantizer(finite: rest.means(best.quantizer.codebooks), beamWidth: quantizer.beamWidth)
      let next = ResidualRefinement(of: moved, on: points, weights: weights, scale: scale, parallel)
      guard next.isBetter(than: best) else { break }
      // What gains less than a ten thousandth is not worth another pass.
      let isSlow = next.loss > best.loss * 0.9999
      best = next
      if isSlow { break }
    }
    return best.quantizer
  }
}
