internal import Refusals

// Losses of pairs and triplets. At a hinge the gradient is that of the rising side, as PyTorch's.
extension Tensor where Element: TensorScalar {
  /// x where the target is 1, max(0, margin - x) where it is -1; reduced.
  public func hingeEmbeddingLoss(to target: Tensor, margin: Element = 1, reduction: LossReduction = .mean) -> Tensor {
    Self.checkSides(target)
    let isAlike = target.constant .== 1
    return reduction(.where(isAlike, self, (margin - self).clamped(from: 0)))
  }

  /// max(0, margin - y (a - b)) for targets y of 1, where a is to be the larger, and -1; reduced.
  public static func marginRankingLoss(
    _ a: Tensor, _ b: Tensor, target: Tensor, margin: Element = 0, reduction: LossReduction = .mean
  ) -> Tensor {
    Self.checkSides(target)
    return reduction((margin - target * (a - b)).clamped(from: 0))
  }

  /// Of rows [n, d] (or of one, [d]): 1 - cos(a, b) where the target is 1, max(0, cos(a, b) - margin) where it is -1; reduced.
  ///
  /// - Parameter target: [n], or a single value.
  public static func cosineEmbeddingLoss(
    _ a: Tensor, _ b: Tensor, target: Tensor, margin: Element = 0, reduction: LossReduction = .mean
  ) -> Tensor {
    Self.checkSides(target)
    require(a.rank == 1 || a.rank == 2, "rows that are compared have shape [n, d] or [d], not \(a.shape)")
    let cosines = a.cosineSimilarity(to: b, alongAxis: -1)
    return reduction(.where(target.constant .== 1, 1 - cosines, (cosines - margin).clamped(from: 0)))
  }

  /// max(0, |anchor - positive| - |anchor - negative| + margin) for rows along the last axis; reduced.
  ///
  /// - Parameters:
  ///   - order: of the norm.
  ///   - swaps: whether the negative's distance to the positive counts where it is the smaller one.
  ///   - epsilon: added to each difference, which keeps the norm from its kink; PyTorch's.
  ///
  /// Source: V. Balntas, E. Riba, D. Ponsa, K. Mikolajczyk, *Learning local feature descriptors with triplets and shallow convolutional
  /// neural networks* (2016), DOI 10.5244/C.30.119.
  public static func tripletMarginLoss(
    anchor: Tensor, positive: Tensor, negative: Tensor, margin: Element = 1, order: Element = 2, swaps: Bool = false,
    epsilon: Element = 1e-6, reduction: LossReduction = .mean
  ) -> Tensor {
    func distance(_ x: Tensor, _ y: Tensor) -> Tensor { (x - y + epsilon).norm(order, alongAxes: [-1]) }
    var far = distance(anchor, negative)
    if swaps { far = .minimum(far, distance(positive, negative)) }
    return reduction((distance(anchor, positive) - far + margin).clamped(from: 0))
  }

  private static func checkSides(_ target: Tensor) {
    require(target.elements.allSatisfy { $0 == 1 || $0 == -1 }, "the targets of a margin are 1 and -1")
  }
}
