extension Tensor where Element: TensorScalar {
  public static prefix func - (x: Tensor) -> Tensor { x.mapped(.negate, .negate) }

  /// x^2.
  public func square() -> Tensor { mapped(.square, .square) }

  /// The square root; its gradient at 0 is infinite, as PyTorch's.
  public func squareRoot() -> Tensor { mapped(.squareRoot, .squareRoot) }

  /// e^x.
  public func exp() -> Tensor { mapped(.exponential, .exponential) }

  /// The natural logarithm.
  public func log() -> Tensor { mapped(.logarithm, .logarithm) }

  /// |x|; its gradient at 0, and at NaN, is 0.
  public func abs() -> Tensor { mapped(.magnitude, .magnitude) }

  /// max(x, 0); its gradient at 0 is 0.
  public func relu() -> Tensor { mapped(.rectify, .rectify) }

  /// The derivative of |x|: the sign, and 0 at NaN; a constant.
  func slope() -> Tensor {
    Tensor(elements.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, shape: shape)
  }

  func mapped(_ function: UnaryFunction, _ operation: Operation<Element>) -> Tensor {
    let mapped = [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { Element.kernels.map(function, $0.baseAddress!, out, count) }
    }
    return .recording(operation, [self], mapped, shape: shape)
  }
}
