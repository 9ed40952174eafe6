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

  /// This cotangent times the slopes of a function of two elements in one of them, in one pass; nil where the result would still
  /// have to be summed, where somebody differentiates it, or where it takes more care.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func scaled(
    bySlopesOf function: BinaryFunction, in side: ElementLoops<Element>.Side, at left: Tensor, _ right: Tensor
  ) -> Tensor? {
    let x = side == .left ? left : right
    let count = x.count
    if isRecorded || left.isRecorded || right.isRecorded || count == 0 { return nil }
    guard Shape.broadcast(left.shape, right.shape) == x.shape,
      [self, left, right].allSatisfy({ $0.count == 1 || $0.count == count })
    else { return nil }
    var isDone = false
    let cotangents = [Element](writing: count) { out in
      elements.withUnsafeBufferPointer { y in
        left.elements.withUnsafeBufferPointer { left in
          right.elements.withUnsafeBufferPointer { right in
            func stepped(_ x: UnsafeBufferPointer<Element>) -> ElementLoops<Element>.Stepped {
              (x.baseAddress!, x.count == count ? 1 : 0)
            }
            isDone = Element.loops.scaleBySlopesOfTwo(
              function, side, stepped(y), stepped(left), stepped(right), out, count)
          }
        }
      }
    }
    return isDone ? Tensor(cotangents, shape: x.shape) : nil
  }

  private func scaledElements(_ function: UnaryFunction, _ x: Tensor) -> (shape: [Int], elements: [Element]) {
    let scale = Element.loops.scaleBySlopes
    return Self.blockwise(self, x) { scale(function, $0, $1, $2, $3) }
  }
}
