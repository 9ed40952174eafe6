extension Tensor where Element: TensorScalar {
  /// Elements of `first` where the condition holds, else of `second`, with NumPy's broadcasting.
  ///
  /// What is not chosen gets a gradient of exactly 0, also where its own derivative is infinite or NaN.
  public static func `where`(_ condition: Tensor<Bool>, _ first: Tensor, _ second: Tensor) -> Tensor {
    let shape = Shape.broadcast(condition.shape, Shape.broadcast(first.shape, second.shape))
    let runs = BroadcastRuns(first.shape, second.shape, to: shape)
    let mask = Shape.strides(of: condition.shape, broadcastTo: shape)
    let chosen = condition.broadcastElements(to: shape, mask)
    let elements = [Element](writing: shape.reduce(1, *)) { out in
      runs.walk { firstOffset, secondOffset, offset, strides, count in
        for index in 0..<count {
          out[offset + index] =
            chosen[offset + index]
            ? first.elements[firstOffset + index * strides.0] : second.elements[secondOffset + index * strides.1]
        }
      }
    }
    return recording(
      .choose(Tensor<Bool>(chosen, shape: shape)), [first, second], elements, shape: shape)
  }
}

extension Tensor<Bool> {
  fileprivate func broadcastElements(to shape: [Int], _ strides: [Int]) -> [Bool] {
    if shape == self.shape { return elements }
    let runs = BroadcastRuns(self.shape, shape)
    var repeated = [Bool](repeating: false, count: shape.reduce(1, *))
    runs.walk { source, _, target, strides, count in
      for index in 0..<count { repeated[target + index] = elements[source + index * strides.0] }
    }
    return repeated
  }
}
