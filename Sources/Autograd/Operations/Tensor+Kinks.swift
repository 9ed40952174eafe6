// Functions with kinks: smooth but for single points, where the slope is PyTorch's choice.
extension Tensor where Element: TensorScalar {
  /// |x|; its gradient at 0, and at NaN, is 0.
  public func abs() -> Tensor { kinked(.magnitude) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } }

  /// max(x, 0); its gradient at 0 is 0, and at NaN 1.
  public func relu() -> Tensor { kinked(.rectify) { $0 <= 0 ? 0 : 1 } }

  /// x held between two bounds (nil: none), inclusive: the gradient at a bound is 1, beyond it and at NaN 0. Where the
  /// bounds contradict each other the upper one is the result; a bound that is NaN makes everything NaN.
  public func clamped(from lower: Element? = nil, to upper: Element? = nil) -> Tensor {
    let (low, high) = (lower ?? -.infinity, upper ?? .infinity)
    let values = elements.map { x in
      x.isNaN || low.isNaN || high.isNaN ? .nan : low > high ? high : x < low ? low : x > high ? high : x
    }
    let slopes = elements.map { x -> Element in low <= high && x >= low && x <= high ? 1 : 0 }
    StepTrace.note("clamped", of: self, severs: false, slopes)
    return .recording(.linear(slopes: [Tensor(slopes, shape: shape)]), [self], values, shape: shape)
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

  private static func better(_ function: BinaryFunction, _ left: Tensor, _ right: Tensor) -> Tensor {
    let (shape, values) = combinedElements(function, left, right)
    let isGreater = function == .greater
    let (a, b) = (left.constant, right.constant)
    let wins = Tensor(isGreater ? a .> b : a .< b)
    let ties = Tensor(a .== b)
    let loses = Tensor(isGreater ? a .< b : a .> b)
    // Beside NaN nobody wins or loses, and both have slope 1.
    let slopes = [1 - loses - ties * 0.5, 1 - wins - ties * 0.5]
    StepTrace.note(isGreater ? "maximum" : "minimum", of: left, severs: false, slopes[0].elements)
    return .recording(.linear(slopes: slopes), [left, right], values, shape: shape)
  }

  private func kinked(_ function: UnaryFunction, _ slope: (Element) -> Element) -> Tensor {
    let slopes = Tensor(elements.map(slope), shape: shape)
    StepTrace.note("\(function)", of: self, severs: false, slopes.elements)
    return .recording(.linear(slopes: [slopes]), [self], mappedElements(function), shape: shape)
  }
}
