internal import Refusals

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
    reduction(.combined(.squaredDifference, .squaredDifference, self, target))
  }

  /// The cross entropy of logits [n, classes, ...] (or [classes]) against class indices of the shape without the classes.
  ///
  /// One operation: from the log-sum-exp of each row, without temporaries of the logits' size; the gradient is the softmax less
  /// the target, one tensor of that size. Also large scores lose no digits against each other.
  ///
  /// ```swift
  /// let loss = logits.crossEntropy(to: labels, ignoredIndex: -1, labelSmoothing: 0.1)   // [n, classes] and [n]
  /// ```
  ///
  /// - Parameters:
  ///   - target: the class of each row, in 0 ..< classes.
  ///   - weights: one per class; a mean divides by the weights of the targets.
  ///   - reduction: what becomes of the losses of the rows.
  ///   - ignoredIndex: targets of this value take no part.
  ///   - labelSmoothing: the share of each target that is spread evenly over all classes.
  /// - Returns: a mean over no target at all is NaN.
  public func crossEntropy(
    to target: Tensor<Int>, weights: Tensor? = nil, reduction: LossReduction = .mean, ignoredIndex: Int = -100,
    labelSmoothing: Element = 0
  ) -> Tensor {
    require(rank > 0, "a single value is no row of logits")
    let axis = rank == 1 ? 0 : 1
    let classes = shape[axis]
    checkClasses(classes, weights: weights, labelSmoothing: labelSmoothing)
    require(
      target.shape == shape.enumerated().filter { $0.offset != axis }.map { $0.element },
      "targets of shape \(target.shape) for logits of shape \(shape)")
    let labels = target.elements.map { label in
      require(label == ignoredIndex || (label >= 0 && label < classes), "there is no class \(label) of \(classes)")
      return label == ignoredIndex ? -1 : label
    }
    let takesPart = Tensor(labels.map { $0 < 0 ? 0 : 1 }, shape: target.shape)
    let targetWeights = weights.map { $0.taking(labels, shape: target.shape) } ?? takesPart
    let isSmooth = labelSmoothing > 0
    let rows = ClassRows(self, axis: axis, labels: labels, shares: isSmooth ? .perClass : .none)
    let losses = rows.loss(
      self, isSmooth ? targetWeights * (1 - labelSmoothing) : targetWeights,
      isSmooth ? takesPart * (labelSmoothing / Element(classes)) : .zeros(target.shape),
      isSmooth ? weights ?? .ones([classes]) : .zeros([]))
    return reduction == .mean ? losses.sum() / targetWeights.sum() : reduction(losses)
  }

  /// The cross entropy of logits [n, classes, ...] (or [classes]) against probabilities of the same shape.
  ///
  /// One operation, as with class indices. A mean is over everything but the classes. Where a target is 0, even a score of
  /// -infinity costs nothing.
  public func crossEntropy(
    toProbabilities target: Tensor, weights: Tensor? = nil, reduction: LossReduction = .mean,
    labelSmoothing: Element = 0
  ) -> Tensor {
    require(rank > 0, "a single value is no row of logits")
    let axis = rank == 1 ? 0 : 1
    let classes = shape[axis]
    checkClasses(classes, weights: weights, labelSmoothing: labelSmoothing)
    require(target.shape == shape, "targets of shape \(target.shape) for logits of shape \(shape)")
    var shares = labelSmoothing > 0 ? target * (1 - labelSmoothing) + labelSmoothing / Element(classes) : target
    if let weights { shares = shares * weights.reshaped(to: shape.indices.map { $0 == axis ? classes : 1 }) }
    let rows = ClassRows(self, axis: axis, labels: nil, shares: .perElement)
    let ones = Tensor.ones(shape.enumerated().filter { $0.offset != axis }.map { $0.element })
    return reduction(rows.loss(self, .zeros(ones.shape), ones, shares))
  }
}
