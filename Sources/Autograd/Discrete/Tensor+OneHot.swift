internal import Refusals

extension Tensor<Int> {
  /// 1 at each index and 0 elsewhere, along a new last axis of `count` places; constants.
  ///
  /// - Precondition: all indices lie in 0 ..< `count`.
  public func oneHot<Scalar: TensorScalar>(_ count: Int, as type: Scalar.Type = Scalar.self) -> Tensor<Scalar> {
    require(count >= 0, "there are no \(count) places")
    _ = Shape.count(of: shape + [count])
    Shape.check(elements, in: count)
    let positions = [Int](writing: self.count) { out in
      for position in elements.indices { out[position] = position * count + elements[position] }
    }
    return Tensor<Scalar>.ones([self.count]).putting(at: positions, shape: shape + [count]).behind(link)
  }
}
