internal import Autograd
internal import Clustering
internal import Refusals

/// Which codes of a codebook count as dead, and which vectors of a batch take their places.
///
/// A code that no vector is near to never moves again, by gradients or by averages: it has to be put somewhere else. Replaced are
/// codes whose average number of vectors per batch is below ``threshold``, by different rows of the batch; a replaced code counts
/// as one of ``threshold`` vectors per batch, so that it has time to find its own. Where there are fewer rows than dead codes, the
/// last of these wait.
///
/// Source of the rule: W. Williams et al., *Hierarchical quantized autoencoders* (2020), arXiv 2002.08111; P. Dhariwal et al.,
/// *Jukebox* (2020), arXiv 2005.00341.
public struct DeadCodes: Sendable, Equatable {
  /// How rows are drawn.
  public enum Draw: Sendable, CaseIterable {
    /// Each with the same chance.
    case uniform
    /// With a chance proportional to the squared distance to its code, as k-means++ does: where the codebook is thin. Rows that
    /// lie on their codes are never drawn.
    case squaredDistance
  }

  /// Vectors per batch, on average.
  public var threshold: Double {
    didSet { Self.check(threshold) }
  }
  public var draw: Draw

  public init(below threshold: Double = 1, draw: Draw = .uniform) {
    Self.check(threshold)
    (self.threshold, self.draw) = (threshold, draw)
  }

  private static func check(_ threshold: Double) {
    require(threshold > 0 && threshold.isFinite, "a threshold is positive and finite")
  }

  /// For each code that is to be replaced the row that takes its place; rows that are not finite take none.
  func replacements<Scalar: TensorScalar>(
    for counts: AverageCounts, from vectors: Tensor<Scalar>, at nearest: Tensor<Int>, in codes: Tensor<Scalar>,
    using generator: inout SeededGenerator
  ) -> [(code: Int, row: Int)] {
    let dead = counts.codes(below: threshold)
    if dead.isEmpty { return [] }
    let dimensions = codes.shape[1]
    var candidates: [(row: Int, weight: Double)] = []
    for row in 0..<nearest.count {
      let (x, c) = (row * dimensions, nearest.elements[row] * dimensions)
      var square = 0.0
      for column in 0..<dimensions {
        let difference = Double(vectors.elements[x + column]) - Double(codes.elements[c + column])
        square += difference * difference
      }
      guard (x..<(x + dimensions)).allSatisfy({ vectors.elements[$0].isFinite }) else { continue }
      candidates.append((row, draw == .uniform ? 1 : square))
    }
    return dead.compactMap { code in Self.draw(from: &candidates, using: &generator).map { (code, $0) } }
  }

  /// A row by its weight, which is taken out of the candidates; nil: there is none with a weight.
  private static func draw(
    from candidates: inout [(row: Int, weight: Double)], using generator: inout SeededGenerator
  ) -> Int? {
    let total = candidates.reduce(0) { $0 + $1.weight }
    guard total > 0, total.isFinite else { return nil }
    var rest = Double.random(in: 0..<total, using: &generator)
    let place = candidates.firstIndex { candidate in
      rest -= candidate.weight
      return rest < 0
    }
    // What rounding leaves over belongs to the last that has a weight.
    guard let place = place ?? candidates.lastIndex(where: { $0.weight > 0 }) else { return nil }
    defer { candidates.remove(at: place) }
    return candidates[place].row
  }
}
