extension Tensor where Element: TensorScalar {
  /// What becomes of the losses of single elements.
  public enum LossReduction: String, Sendable, CaseIterable {
    case mean, sum, none

    func callAsFunction<Scalar: TensorScalar>(_ losses: Tensor<Scalar>) -> Tensor<Scalar> {
      switch self {
      case .mean: losses.mean()
      case .sum: losses.sum()
      case .none: losses
      }
    }
  }

  /// (x - y)^2, with NumPy's broadcasting, reduced.
  public func squaredError(from target: Tensor, reduction: LossReduction = .mean) -> Tensor {
    reduction((self - target).square())
  }

  /// The cross entropy of logits [n, classes, ...] (or [classes]) against class indices of the shape without the classes.
  ///
  /// - Parameters:
  ///   - weights: one per class; a mean divides by the weights of the targets.
  ///   - ignoredIndex: targets of this value take no part.
  ///   - labelSmoothing: the share of each target that is spread evenly over all classes.
  /// - Returns: a mean over no target at all is NaN.
  public func crossEntropy(
    to target: Tensor<Int>, weights: Tensor? = nil, reduction: LossReduction = .mean, ignoredIndex: Int = -100,
    labelSmoothing: Element = 0
  ) -> Tensor {
    let axis = rank == 1 ? 0 : 1
    let classes = shape[axis]
    checkClasses(classes, weights: weights, labelSmoothing: labelSmoothing)
    let classWeights = weights ?? .ones([classes])
    let takesPart = target.elements.map { $0 != ignoredIndex }
    let safe = Tensor<Int>(zip(target.elements, takesPart).map { $1 ? $0 : 0 }, shape: target.shape)
    let mask = Tensor<Bool>(takesPart, shape: target.shape)
    let logarithms = logSoftmax(alongAxis: axis)
    let none = Tensor.zeros([])

    let targetWeights = classWeights.taking(safe.elements, shape: target.shape)
    let picked = Tensor.where(mask, -(logarithms.gathering(safe, alongAxis: axis) * targetWeights), none)
    var losses = picked
    if labelSmoothing > 0 {
      let spread = classWeights.reshaped(to: shape.indices.map { $0 == axis ? classes : 1 })
      let smooth = Tensor.where(mask, -(logarithms * spread).sum(alongAxis: axis), none)
      losses = picked * (1 - labelSmoothing) + smooth * (labelSmoothing / Element(classes))
    }
    guard reduction == .mean else { return reduction(losses) }
    return losses.sum() / Tensor.where(mask, targetWeights, none).sum()
  }

  /// The cross entropy of logits [n, classes, ...] (or [classes]) against probabilities of the same shape.
  ///
  /// A mean is over everything but the classes.
  public func crossEntropy(
    toProbabilities target: Tensor, weights: Tensor? = nil, reduction: LossReduction = .mean,
    labelSmoothing: Element = 0
  ) -> Tensor {
    let axis = rank == 1 ? 0 : 1
    let classes = shape[axis]
    checkClasses(classes, weights: weights, labelSmoothing: labelSmoothing)
    let smoothed = labelSmoothing > 0 ? target * (1 - labelSmoothing) + labelSmoothing / Element(classes) : target
    let classWeights = (weights ?? .ones([classes])).reshaped(to: shape.indices.map { $0 == axis ? classes : 1 })
    let losses = -(logSoftmax(alongAxis: axis) * smoothed * classWeights).sum(alongAxis: axis)
    return reduction(losses)
  }
}
