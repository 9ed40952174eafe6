// Functions with kinks: smooth but for single points, where the slope is PyTorch's choice.
extension Tensor where Element: TensorScalar {
  /// |x|; its gradient at 0, and at NaN, is 0.
  public func abs() -> Tensor { kinked(.magnitude) }

  /// max(x, 0); its gradient at 0 is 0, and at NaN 1.
  public func relu() -> Tensor { kinked(.rectify) }

  /// x above 0, else x times a slope; its gradient at 0, and at NaN, is the slope.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func leakyReLU(slope: Element = 0.01) -> Tensor {
    StepTrace.note("leakyReLU", of: self, severs: false, (constant .> 0).elements)
    return .recording(.leak(slope), [self], mappedElements { Element.loops.leak($0, slope, $1, $2) }, shape: shape)
  }

  /// This cotangent of ``leakyReLU(slope:)`` as one of `x`.
  func leaking(_ slope: Element, at x: Tensor) -> Tensor {
    guard !isRecorded, count == 1 || count == x.count else {
      return .where(x.constant .> 0, self, scaled(by: Tensor(slope)))
    }
    let cotangents = [Element](writing: x.count) {
      Element.loops.leakPullback(elements, count == 1 ? 0 : 1, x.elements, slope, $0, x.count)
    }
    return Tensor(cotangents, shape: x.shape)
  }

  /// x held between two bounds (nil: none), inclusive: the gradient at a bound is 1, beyond it and at NaN 0. Where the
  /// bounds contradict each other the upper one is the result; a bound that is NaN makes everything NaN.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  public func clamped(from lower: Element? = nil, to upper: Element? = nil) -> Tensor {
    let (low, high) = (lower ?? -.infinity, upper ?? .infinity)
    StepTrace.note("clamped", of: self, severs: false, clampSlopes(low, high).elements)
    let held = mappedElements { Element.loops.clamp($0, low, high, $1, $2) }
    return .recording(.clamp(low, high), [self], held, shape: shape)
  }

  /// 1 from low through high, else 0; constants.
  func clampSlopes(_ low: Element, _ high: Element) -> Tensor {
    Tensor(mappedElements { Element.loops.clampSlopes($0, low, high, $1, $2) }, shape: shape)
  }

  /// x held between bounds that may themselves be differentiated, with NumPy's broadcasting. At a bound the gradient goes to
  /// x; where the bounds contradict each other it goes to the upper one; at NaN, and beyond equal bounds from below, to none.
  /// A bound that is NaN makes the result NaN.
  public func clamped(from lower: Tensor, to upper: Tensor) -> Tensor {
    let (x, low, high) = (self.constant, lower.constant, upper.constant)
    let floor = Tensor.where(low .< high, lower, low)
    let held = Tensor.where(x .< low, floor, Tensor.where(x .> high, upper, self))
    let clear = Tensor.where(x .!= x, x, Tensor.where(low .> high, upper, held))
    let bounds = low + high
    let isOpen = bounds .!= bounds
    guard isOpen.containsTrue else { return clear }
    // Infinite bounds may add up to NaN too.
    return .where(low .!= low, Tensor(.nan), Tensor.where(high .!= high, Tensor(.nan), clear))
  }

  /// The larger of both, with NumPy's broadcasting; on ties each gets half of the gradient. NaN on either side
  /// is the result, and both get all of the gradient.
  public static func maximum(_ left: Tensor, _ right: Tensor) -> Tensor { better(.greater, left, right) }

  /// The smaller of both, with NumPy's broadcasting; on ties each gets half of the gradient. NaN on either side
  /// is the result, and both get all of the gradient.
  public static func minimum(_ left: Tensor, _ right: Tensor) -> Tensor { better(.lesser, left, right) }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private static func better(_ function: BinaryFunction, _ left: Tensor, _ right: Tensor) -> Tensor {
    let (shape, values) = combinedElements(function, left, right)
    let isGreater = function == .greater
    StepTrace.note(
      isGreater ? "maximum" : "minimum", of: left, severs: false,
      combinedElements(isGreater ? .greaterSlope : .lesserSlope, left, right).elements)
    return recording(isGreater ? .greater : .lesser, [left, right], values, shape: shape)
  }

  /// The slopes of the greater, or the lesser, of this and another tensor in this one: 1, 1/2 on ties, 0; 1 beside NaN.
  func slopes(_ function: BinaryFunction, beside other: Tensor) -> Tensor {
    let (shape, slopes) = Self.combinedElements(function, self, other)
    return Tensor(slopes, shape: shape)
  }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private func kinked(_ function: UnaryFunction) -> Tensor {
    StepTrace.note("\(function)", of: self, severs: false, slopes(of: function).elements)
    return .recording(.kink(function), [self], mappedElements(function), shape: shape)
  }
}
