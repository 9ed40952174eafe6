internal import Refusals

// Losses of classes and of truth values.
extension Tensor where Element: TensorScalar {
  /// Minus the logarithms of probabilities [n, classes, ...] (or [classes]) at the target's classes: ``crossEntropy(to:weights:reduction:ignoredIndex:labelSmoothing:)``
  /// of scores that are logarithms already, as those of ``logSoftmax(alongAxis:)``.
  ///
  /// - Parameters:
  ///   - target: the class of each row, in 0 ..< classes.
  ///   - weights: one per class; a mean divides by the weights of the targets.
  ///   - ignoredIndex: targets of this value take no part.
  /// - Returns: a mean over no target at all is NaN.
  public func negativeLogLikelihood(
    of target: Tensor<Int>, weights: Tensor? = nil, reduction: LossReduction = .mean, ignoredIndex: Int = -100
  ) -> Tensor {
    require(rank > 0, "a single value is no row of logarithms")
    let axis = rank == 1 ? 0 : 1
    let classes = shape[axis]
    checkClasses(classes, weights: weights, labelSmoothing: 0)
    require(
      target.shape == Shape.removing(axis, from: shape), "targets of shape \(target.shape) for shape \(shape)")
    let isIgnored = target .== ignoredIndex
    let labels = Tensor<Int>.where(isIgnored, Tensor<Int>(0), target)
    Shape.check(labels.elements, in: classes)
    let shares = Tensor.where(
      isIgnored, .zeros([]),
      weights.map { $0.selecting(labels.elements, alongAxis: 0).reshaped(to: labels.shape) } ?? .ones([]))
    let losses = -(gathering(labels, alongAxis: axis).scaledWhere(.!isIgnored) * shares)
    return reduction == .mean ? losses.sum() / shares.sum() : reduction(losses)
  }

  /// The binary cross entropy of probabilities against targets in 0 ... 1: -(y log x + (1 - y) log(1 - x)), reduced.
  ///
  /// A logarithm below -100 counts as -100, so that the loss stays finite (PyTorch's does the same); the gradient there is 0. Of logits,
  /// ``binaryCrossEntropyWithLogits(to:weights:positiveWeights:reduction:)`` loses no digits.
  ///
  /// - Precondition: all probabilities are in 0 ... 1.
  public func binaryCrossEntropy(
    to target: Tensor, weights: Tensor? = nil, reduction: LossReduction = .mean
  ) -> Tensor {
    require(
      !((constant .< 0) .| (constant .> 1)).containsTrue,
      "a probability lies within 0 ... 1; logits have a loss of their own")
    let (yes, no) = (log().clamped(from: -100), (-self).log1p().clamped(from: -100))
    let losses = -(target * yes + (1 - target) * no)
    return reduction(weights.map { losses * $0 } ?? losses)
  }

  /// The binary cross entropy of the sigmoid of logits against targets in 0 ... 1, without overflow; reduced.
  ///
  /// - Parameters:
  ///   - weights: of losses, broadcast.
  ///   - positiveWeights: of what targets share in 1, broadcast: above 1 they count more than what they share in 0.
  public func binaryCrossEntropyWithLogits(
    to target: Tensor, weights: Tensor? = nil, positiveWeights: Tensor? = nil, reduction: LossReduction = .mean
  ) -> Tensor {
    let cost = (-self).logisticIntegral()
    let share = positiveWeights.map { ($0 - 1) * target + 1 }
    let losses = (1 - target) * self + (share.map { $0 * cost } ?? cost)
    return reduction(weights.map { losses * $0 } ?? losses)
  }

  /// The divergence of Kullback and Leibler from logarithms of probabilities x to probabilities y: y (log y - x), reduced; 0 where y is 0.
  ///
  /// A mean is over all elements, as PyTorch's; what statistics calls by that name is the sum over the number of rows.
  ///
  /// - Parameter isLogarithm: whether the target holds logarithms, too.
  public func klDivergence(
    to target: Tensor, isLogarithm: Bool = false, reduction: LossReduction = .mean
  ) -> Tensor {
    if isLogarithm { return reduction(target.exp() * (target - self)) }
    let isPositive = target.constant .> 0
    let entropy = Tensor.where(isPositive, target * Tensor.where(isPositive, target, .ones([])).log(), .zeros([]))
    return reduction(entropy - target * self)
  }

  /// The hinge loss of several classes: of each row [classes] the sum over the other classes j of max(0, margin - x[y] + x[j])^p, over
  /// the number of classes; reduced. The gradient at the hinge is that of the rising side.
  ///
  /// - Parameters:
  ///   - target: the class of each row of [n, classes] (or of [classes]).
  ///   - power: 1 or 2.
  ///   - weights: one per class, by which a row's loss is multiplied (before the power).
  public func multiMarginLoss(
    to target: Tensor<Int>, power: Int = 1, margin: Element = 1, weights: Tensor? = nil,
    reduction: LossReduction = .mean
  ) -> Tensor {
    require(power == 1 || power == 2, "a margin's power is 1 or 2, not \(power)")
    require(rank == 1 || rank == 2, "a multi-margin loss is one of rows of classes, not of shape \(shape)")
    let classes = shape[rank - 1]
    checkClasses(classes, weights: weights, labelSmoothing: 0)
    require(target.shape == shape.dropLast(), "targets of shape \(target.shape) for shape \(shape)")
    let own = gathering(target, alongAxis: -1).expandingDimension(at: rank - 1)
    let gaps = (self - own + margin).clamped(from: 0)
    let isOther = target.oneHot(classes, as: Element.self) .== 0
    var costs = power == 1 ? gaps : gaps.square()
    if let weights {
      costs =
        costs * weights.gathering(target.reshaped(to: [target.count]), alongAxis: 0).reshaped(to: target.shape + [1])
    }
    return reduction(Tensor.where(isOther, costs, .zeros([])).sum(alongAxis: -1) / Element(classes))
  }

  /// log(1 + e^(-y x)) for targets y of 1 and -1, without overflow; reduced.
  public func softMarginLoss(to target: Tensor, reduction: LossReduction = .mean) -> Tensor {
    reduction((-(target * self)).logisticIntegral())
  }

  /// With zeros, whose gradient is 0, where a mask does not hold.
  private func scaledWhere(_ mask: Tensor<Bool>) -> Tensor { .where(mask, self, .zeros([])) }
}
