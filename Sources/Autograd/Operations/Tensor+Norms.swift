extension Tensor where Element: TensorScalar {
  /// The norm of order p along some axes (nil: all): (sum of |x|^p)^(1/p); the number of elements that are not 0 for p = 0, the
  /// largest magnitude for p = infinity, the smallest for -infinity. For negative p it is 0 as soon as one element is 0.
  ///
  /// The gradient at 0 is 0, and so is the second derivative there (PyTorch: NaN). For infinite orders it is split evenly
  /// on ties.
  public func norm(_ order: Element = 2, alongAxes axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    switch order {
    case 0: Tensor(constant .!= 0).sum(alongAxes: axes, keepingDimensions: keepingDimensions)
    case 1: abs().sum(alongAxes: axes, keepingDimensions: keepingDimensions)
    case 2: square().sum(alongAxes: axes, keepingDimensions: keepingDimensions).flatSquareRoot()
    case .infinity: extremeMagnitude(axes, keepingDimensions, isGreatest: true)
    case -.infinity: extremeMagnitude(axes, keepingDimensions, isGreatest: false)
    default: powerSum(order, axes, keepingDimensions)
    }
  }

  /// Divided by the norm along an axis, or by `epsilon` where that is larger.
  public func normalized(order: Element = 2, alongAxis axis: Int, epsilon: Element = 1e-12) -> Tensor {
    self / norm(order, alongAxes: [axis], keepingDimensions: true).clamped(from: epsilon)
  }

  /// The cosine of the angle between both along an axis, with NumPy's broadcasting; norms below `epsilon` count as `epsilon`,
  /// though their gradient still flows (as PyTorch's does).
  public func cosineSimilarity(to other: Tensor, alongAxis axis: Int = 1, epsilon: Element = 1e-8) -> Tensor {
    let shape = Shape.broadcast(shape, other.shape)
    let axis = Shape.axis(axis, of: shape)
    let (left, right) = (broadcast(to: shape), other.broadcast(to: shape))
    let norms = [left, right].map { side in
      let norm = side.norm(alongAxes: [axis], keepingDimensions: true)
      let held = norm.elements.map { Swift.max($0, epsilon) }
      return Tensor.recording(.linear(slopes: [.ones([])]), [norm], held, shape: norm.shape)
    }
    return ((left / norms[0]) * (right / norms[1])).sum(alongAxis: axis)
  }

  private func extremeMagnitude(_ axes: [Int]?, _ keeping: Bool, isGreatest: Bool) -> Tensor {
    abs().extreme(isGreatest ? .greatest : .least, axes, keeping: keeping, spreadsNaN: false)
  }

  private func powerSum(_ order: Element, _ axes: [Int]?, _ keeping: Bool) -> Tensor {
    // 0^p has no slope worth having where p < 1 or in second order: elements of 0 take no part.
    let isZero = constant .== 0
    let magnitudes = Tensor.where(isZero, .ones([]), abs())
    let powers = Tensor.where(isZero, .zeros([]), magnitudes.power(order))
    let sums = powers.sum(alongAxes: axes, keepingDimensions: keeping)
    let zeros = Tensor(isZero).sum(alongAxes: axes, keepingDimensions: keeping)
    let isNothing = order < 0 ? zeros .> 0 : sums.constant .== 0
    return .where(isNothing, .zeros([]), Tensor.where(isNothing, .ones([]), sums).power(1 / order))
  }
}
