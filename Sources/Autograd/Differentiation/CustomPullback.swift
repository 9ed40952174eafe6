internal import Refusals

extension Tensor where Element: TensorScalar {
  /// A value with a pullback of the caller's: the engine trusts it.
  ///
  /// ```swift
  /// /// round(x), through which gradients pass as if it were x.
  /// func straightThrough(_ x: Tensor<Double>) -> Tensor<Double> {
  ///   .withPullback(of: [x], value: x.rounded()) { cotangent, _ in [cotangent] }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - inputs: the tensors that get gradients.
  ///   - value: the result, exactly; where it came from is forgotten.
  ///   - pullback: receives the cotangent, in the shape of the value, and the inputs; returns one tensor per input, in its
  ///     shape. Write it in operations of tensors, and it can itself be differentiated.
  public static func withPullback(
    of inputs: [Tensor], value: Tensor,
    _ pullback: @escaping @Sendable (_ cotangent: Tensor, _ inputs: [Tensor]) -> [Tensor]
  ) -> Tensor {
    .recording(.custom(pullback), inputs, value.elements, shape: value.shape)
  }

  /// The value of another tensor, exactly, with the gradient of this one: x + (value - x) without its rounding.
  ///
  /// Source: Y. Bengio, N. Léonard, A. Courville, *Estimating or propagating gradients through stochastic neurons* (2013),
  /// arXiv 1308.3432.
  public func straightThrough(
    to value: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    passing(to: value, at: .init(file, line))
  }

  /// - Parameter place: of the caller's call.
  func passing(to value: Tensor, at place: SourcePlace?) -> Tensor {
    passing(to: value, at: place) { cotangent, _ in [cotangent] }
  }

  private func passing(
    to value: Tensor, at place: SourcePlace?, _ pullback: @escaping @Sendable (Tensor, [Tensor]) -> [Tensor]
  ) -> Tensor {
    require(value.shape == shape, "a value of shape \(value.shape) for shape \(shape)")
    let result = Tensor.withPullback(of: [self], value: value, pullback)
    StepTrace.note("straightThrough", of: self, severs: false, at: place, as: result.link, 0)
    return result
  }

  /// The same with a gradient that is turned on its way; an audit knows it for a straight-through.
  ///
  /// - Parameter turn: from the cotangent to that of this tensor, in the same shape.
  package func straightThrough(
    to value: Tensor, file: StaticString = #fileID, line: UInt = #line, _ turn: @escaping @Sendable (Tensor) -> Tensor
  ) -> Tensor {
    passing(to: value, at: .init(file, line)) { cotangent, _ in [turn(cotangent)] }
  }
}
