// Cotangents times slopes of functions of one element, in one pass.
extension Tensor where Element: TensorScalar {
  /// The slopes of a function at these elements; constants.
  func slopes(of function: UnaryFunction) -> Tensor {
    Tensor(
      mappedElements(cost: function.cost) { Element.loops.slopes(function, $0, $1, $2) }, shape: shape)
  }

  /// This cotangent times the slopes of a function at `x`, but 0 wherever the cotangent is 0.
  ///
  /// - Parameter slopes: the same in operations on tensors, for where somebody differentiates it.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func scaled(bySlopesOf function: UnaryFunction, at x: Tensor, _ slopes: () -> Tensor) -> Tensor {
    if isRecorded || x.isRecorded { return scaled(by: slopes()) }
    let (shape, elements) = scaledElements(function, x)
    return Tensor(elements, shape: shape)
  }

  /// This cotangent times the slopes of a function that has kinks, or steps: constants on each piece.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func scaled(bySlopesOfPiecesOf function: UnaryFunction, at x: Tensor) -> Tensor {
    let (shape, elements) = scaledElements(function, x)
    return .recording(.scaleBySlopes(function, at: x.constant), [self], elements, shape: shape)
  }

  private func scaledElements(_ function: UnaryFunction, _ x: Tensor) -> (shape: [Int], elements: [Element]) {
    let scale = Element.loops.scaleBySlopes
    return Self.blockwise(self, x) { scale(function, $0, $1, $2, $3) }
  }
}
