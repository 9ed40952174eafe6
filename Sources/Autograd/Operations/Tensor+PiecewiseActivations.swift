internal import Refusals

// Activations in pieces. Where two of them meet the slope is PyTorch's choice, which each says; at NaN the result is NaN.
extension Tensor where Element: TensorScalar {
  /// x above 0, else alpha (e^x - 1); the slope at 0 is alpha.
  ///
  /// Source: D.-A. Clevert, T. Unterthiner, S. Hochreiter, *Fast and accurate deep network learning by exponential linear units (ELUs)*
  /// (2015), arXiv 1511.07289.
  public func elu(alpha: Element = 1) -> Tensor { above(0, expm1() * alpha) }

  /// x above 0, else alpha (e^(x / alpha) - 1): an ``elu(alpha:)`` with slope 1 at 0, whatever alpha is.
  ///
  /// - Precondition: alpha is not 0.
  ///
  /// Source: J. T. Barron, *Continuously differentiable exponential linear units* (2017), arXiv 1704.07483.
  public func celu(alpha: Element = 1) -> Tensor {
    require(alpha != 0, "a celu divides by alpha: it is not 0")
    return above(0, (self / alpha).expm1() * alpha)
  }

  /// An ``elu(alpha:)`` of alpha 1.673 times 1.051: activations that keep mean 0 and variance 1. The slope at 0 is that of the left.
  ///
  /// Source: G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, *Self-normalizing neural networks* (2017), arXiv 1706.02515.
  public func selu() -> Tensor {
    let (alpha, scale): (Element, Element) = (1.6732632423543772848170429916717, 1.0507009873554804934193349852946)
    return above(0, expm1() * alpha) * scale
  }

  /// x above 0, else x times a weight that may itself be differentiated: one, or one per place along axis 1. The slope at 0 is the weight.
  ///
  /// Source: K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers* (2015), arXiv 1502.01852.
  public func parametricReLU(weights: Tensor) -> Tensor {
    let channels = rank > 1 ? shape[1] : 1
    require(
      weights.count == 1 || weights.shape == [channels],
      "weights of shape \(weights.shape) for \(channels) places along axis 1 of shape \(shape)")
    let slopes =
      weights.count == 1 ? weights.reshaped(to: []) : weights.reshaped(to: shape.indices.map { $0 == 1 ? channels : 1 })
    return above(0, self * slopes)
  }

  /// x held between two bounds; the slope at a bound is 0, where that of `clamped(from:to:)` is 1.
  ///
  /// - Precondition: the lower bound is below the upper one.
  public func hardTanh(from lower: Element = -1, to upper: Element = 1) -> Tensor {
    require(lower < upper, "the bounds of a hardTanh are in order, not \(lower) and \(upper)")
    let x = constant
    return .where(x .<= lower, Tensor(lower), Tensor.where(x .>= upper, Tensor(upper), self))
  }

  /// x held between 0 and 6; the slope at both is 0.
  public func relu6() -> Tensor { hardTanh(from: 0, to: 6) }

  /// (x + 3) / 6 held between 0 and 1; the slope at both ends is 0.
  public func hardSigmoid() -> Tensor {
    let x = constant
    return .where(x .<= -3, .zeros([]), Tensor.where(x .>= 3, .ones([]), (self + 3) / 6))
  }

  /// x times ``hardSigmoid()``: 0 up to -3, and x from 3 on; the slopes there are 0 and 1.
  ///
  /// Source: A. Howard et al., *Searching for MobileNetV3* (2019), arXiv 1905.02244.
  public func hardSwish() -> Tensor {
    let x = constant
    return .where(x .<= -3, .zeros([]), Tensor.where(x .>= 3, self, self * (self + 3) / 6))
  }

  /// x where its magnitude is above `lambda`, else 0, where the slope is 0, too.
  public func hardShrink(lambda: Element = 0.5) -> Tensor {
    require(lambda >= 0, "a shrinkage is not negative, as \(lambda) is")
    return .where(constant.abs() .<= lambda, .zeros([]), self)
  }

  /// x moved towards 0 by `lambda`, up to 0; the slope at both ends is 0.
  public func softShrink(lambda: Element = 0.5) -> Tensor {
    require(lambda >= 0, "a shrinkage is not negative, as \(lambda) is")
    let x = constant
    return .where(x .> lambda, self - lambda, Tensor.where(x .< -lambda, self + lambda, self * 0))
  }

  /// x above a bound, else a value; the slope at the bound is 0.
  public func thresholded(above bound: Element, else value: Element) -> Tensor {
    .where(constant .<= bound, Tensor(value), self)
  }

  /// This tensor above a bound, else what stands in for it.
  private func above(_ bound: Element, _ other: Tensor) -> Tensor { .where(constant .> bound, self, other) }
}

extension Shape {
  /// Ends the program unless an axis has two halves.
  static func checkHalves(_ shape: [Int], at axis: Int) {
    require(AxisSplit(shape, at: axis).extent % 2 == 0, "axis \(axis) of shape \(shape) has no two halves")
  }
}
