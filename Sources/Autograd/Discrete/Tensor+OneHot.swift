internal import Refusals

extension Tensor<Int> {
  /// 1 at each index and 0 elsewhere, along a new last axis of `count` places; constants.
  ///
  /// - Precondition: all indices lie in 0 ..< `count`.
  public func oneHot<Scalar: TensorScalar>(_ count: Int, as type: Scalar.Type = Scalar.self) -> Tensor<Scalar> {
    require(count >= 0, "there are no \(count) places")
    var ones = [Scalar].zeros(Shape.count(of: shape + [count]))
    for (position, index) in elements.enumerated() {
      require(index >= 0 && index < count, "index \(index) is outside 0 ..< \(count)")
      ones[position * count + index] = 1
    }
    return Tensor<Scalar>(ones, shape: shape + [count]).behind(link)
  }
}
