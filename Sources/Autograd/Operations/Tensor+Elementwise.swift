extension Tensor where Element: TensorScalar {
  public static prefix func - (x: Tensor) -> Tensor { x.mapped(.negate, .negate) }

  /// x^2.
  public func square() -> Tensor { smoothSquare { mappedElements(.square) } ?? mapped(.square, .square) }

  /// The square root; its gradient at 0 is infinite, as PyTorch's.
  public func squareRoot() -> Tensor { mapped(.squareRoot, .squareRoot) }

  /// 1 / sqrt(x).
  public func reciprocalSquareRoot() -> Tensor { mapped(.reciprocalSquareRoot, .reciprocalSquareRoot) }

  /// 1 / x.
  public func reciprocal() -> Tensor { mapped(.reciprocal, .reciprocal) }

  /// e^x.
  public func exp() -> Tensor { mapped(.exp) { .exp(values: $0) } }

  /// e^x - 1, exact for small x.
  public func expm1() -> Tensor { mapped(.expm1, .expm1) }

  /// The natural logarithm.
  public func log() -> Tensor { mapped(.log, .log) }

  /// log(1 + x), exact for small x.
  public func log1p() -> Tensor { mapped(.log1p, .log1p) }

  /// The sine of x radians.
  public func sin() -> Tensor { mapped(.sin, .sin) }

  /// The cosine of x radians.
  public func cos() -> Tensor { mapped(.cos, .cos) }

  /// The hyperbolic tangent.
  public func tanh() -> Tensor { mapped(.tanh) { .tanh(values: $0) } }

  /// The error function.
  public func erf() -> Tensor { mapped(.erf, .erf) }

  /// x x x, to be differentiated.
  func cube() -> Tensor { self * self * self }

  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func mapped(_ function: UnaryFunction, _ operation: Operation<Element>) -> Tensor {
    .recording(operation, [self], mappedElements(function), shape: shape)
  }

  /// A function whose slopes follow from its values.
  private func mapped(_ function: UnaryFunction, _ operation: (_ values: Tensor) -> Operation<Element>) -> Tensor {
    let values = Tensor(mappedElements(function), shape: shape)
    return .recording(operation(values), [self], values.elements, shape: shape)
  }

  func mappedElements(_ function: UnaryFunction) -> [Element] {
    mappedElements(cost: function.cost) { Element.loops.map(function, $0, $1, $2) }
  }

  /// What a loop makes of all elements, on several threads where that pays.
  func mappedElements(
    cost: Int = 1,
    _ loop: @Sendable (_ x: UnsafePointer<Element>, _ out: UnsafeMutablePointer<Element>, _ count: Int) -> Void
  ) -> [Element] {
    [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { x in
        nonisolated(unsafe) let (x, out) = (x.baseAddress!, out)
        ParallelElements.forEachRange(of: count, cost: cost) { range in
          loop(x + range.lowerBound, out + range.lowerBound, range.count)
        }
      }
    }
  }
}
