extension Tensor where Element: TensorScalar {
  /// The norm of order p along some axes (nil: all): (sum of |x|^p)^(1/p); the number of elements that are not 0 for p = 0, the
  /// largest magnitude for p = infinity, the smallest for -infinity. For negative p it is 0 as soon as one element is 0.
  ///
  /// The gradient at 0 is 0, and so is the second derivative there (PyTorch: NaN); a square of the Euclidean norm has the
  /// derivatives of the sum of squares there, too: `square()`, `power(2)` and `*` know where a norm came from. For infinite
  /// orders the gradient is split evenly on ties. Wherever the norm itself is a number that can be held, neither it nor its
  /// gradient overflows or vanishes on the way.
  public func norm(
    _ order: Element = 2, alongAxes axes: [Int]? = nil, keepingDimensions: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    switch order {
    case 0: countOfOthers(axes, keepingDimensions, .init(file, line))
    case 1: abs().sum(alongAxes: axes, keepingDimensions: keepingDimensions)
    case 2: euclideanNorm(Shape.axes(axes, of: shape)).dropping(Shape.axes(axes, of: shape), unless: keepingDimensions)
    case .infinity: extremeMagnitude(axes, keepingDimensions, isGreatest: true)
    case -.infinity: extremeMagnitude(axes, keepingDimensions, isGreatest: false)
    default: powerNorm(order, axes, keepingDimensions)
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

  /// How many elements are not 0: it moves in steps.
  private func countOfOthers(_ axes: [Int]?, _ keeping: Bool, _ place: SourcePlace) -> Tensor {
    let counts = Tensor(constant .!= 0).sum(alongAxes: axes, keepingDimensions: keeping)
    return counts.behind(StepTrace.note("norm(0)", of: self, severs: true, at: place, counts.elements))
  }

  private func extremeMagnitude(_ axes: [Int]?, _ keeping: Bool, isGreatest: Bool) -> Tensor {
    abs().extreme(isGreatest ? .greatest : .least, axes, keeping: keeping, spreadsNaN: false)
  }

  /// (sum of |x|^p)^(1/p), in units of a power of two, a constant, where the powers would overflow or vanish.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private func powerNorm(_ order: Element, _ axes: [Int]?, _ keeping: Bool) -> Tensor {
    let axes = Shape.axes(axes, of: shape)
    let isZero = constant .== 0
    let sums = powerSum(order, axes, isZero)
    let bound = Element.greatestFiniteMagnitude.squareRoot()
    if sums.elements.allSatisfy({ $0 > 1 / bound && $0 < bound }) || count == 0 {
      return root(sums, order, axes, isZero).dropping(axes, unless: keeping)
    }
    // The elements that matter most have magnitudes of 1 to 2.
    let magnitudes = Tensor.where(isZero, Tensor(order < 0 ? .infinity : 0), constant.abs())
    let unit =
      (order < 0
      ? magnitudes.amin(alongAxes: axes, keepingDimensions: true)
      : magnitudes.amax(alongAxes: axes, keepingDimensions: true)).powersOfTwo()
    let scaled = self / unit
    return (scaled.root(scaled.powerSum(order, axes, isZero), order, axes, isZero) * unit)
      .dropping(axes, unless: keeping)
  }

  /// 0^p has no slope worth having where p < 1 or in second order: elements of 0 take no part.
  private func powerSum(_ order: Element, _ axes: [Int], _ isZero: Tensor<Bool>) -> Tensor {
    let magnitudes = Tensor.where(isZero, .ones([]), abs())
    return Tensor.where(isZero, .zeros([]), magnitudes.power(order)).sum(alongAxes: axes, keepingDimensions: true)
  }

  private func root(_ sums: Tensor, _ order: Element, _ axes: [Int], _ isZero: Tensor<Bool>) -> Tensor {
    let zeros = Tensor(isZero).sum(alongAxes: axes, keepingDimensions: true)
    let isNothing = order < 0 ? zeros .> 0 : sums.constant .== 0
    return .where(isNothing, .zeros([]), Tensor.where(isNothing, .ones([]), sums).power(1 / order))
  }
}
