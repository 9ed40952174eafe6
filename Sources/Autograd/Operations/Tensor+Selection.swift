extension Tensor where Element: TensorScalar {
  /// Elements of `first` where the condition holds, else of `second`, with NumPy's broadcasting.
  ///
  /// What is not chosen gets a gradient of exactly 0, also where its own derivative is infinite or NaN.
  public static func `where`(_ condition: Tensor<Bool>, _ first: Tensor, _ second: Tensor) -> Tensor {
    let shape = Shape.broadcast(condition.shape, Shape.broadcast(first.shape, second.shape))
    let mask = condition.broadcast(to: shape)
    let runs = BroadcastRuns(first.shape, second.shape, to: shape)
    let choose = Element.loops.choose
    let elements = [Element](writing: shape.reduce(1, *)) { out in
      mask.elements.withUnsafeBufferPointer { mask in
        first.elements.withUnsafeBufferPointer { x in
          second.elements.withUnsafeBufferPointer { y in
            nonisolated(unsafe) let (mask, x, y, out) = (mask.baseAddress!, x.baseAddress!, y.baseAddress!, out)
            runs.forEachBlock { choose(mask, x, y, out, $0) }
          }
        }
      }
    }
    return recording(.choose(mask), [first, second], elements, shape: shape).behind(condition.link)
  }
}
