extension Tensor where Element: TensorScalar {
  /// The Euclidean norms along some axes, whose extents become 1: one operation, which reads the elements once and sums in Double.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func euclideanNorm(_ axes: [Int]) -> Tensor {
    var kept = shape
    for axis in axes { kept[axis] = 1 }
    var norms = wideSums(.squares, to: kept).map { Element($0.squareRoot()) }
    // Squares of Floats are at home in Double; those of Doubles may not be.
    if Element.self == Double.self, !norms.allSatisfy({ $0 > 0x1p-480 && $0 < .infinity }), isFinite, count > 0 {
      let unit = constant.abs().amax(alongAxes: axes, keepingDimensions: true).powersOfTwo()
      norms = zip((constant / unit).wideSums(.squares, to: kept), unit.elements).map { Element($0.squareRoot()) * $1 }
    }
    return .recording(.norm(axes: axes, Tensor(norms, shape: kept)), [self], norms, shape: kept)
  }

  /// The rule of ``euclideanNorm(_:)``: y x / |x|, and 0 at 0. A cotangent of 0 is still a function of x.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func pullingBack(_ y: Tensor, fromNorms known: Tensor, alongAxes axes: [Int]) -> Tensor {
    let norms = isRecorded ? euclideanNorm(axes) : known
    let isNothing = Tensor<Bool>(
      zip(known.elements, y.elements).map { $0 == 0 || ($1 == 0 && !$0.isFinite) }, shape: known.shape)
    let safe = isNothing.containsTrue ? Tensor.where(isNothing, .ones([]), norms) : norms
    let factors = isNothing.containsTrue ? Tensor.where(isNothing, .zeros([]), y / safe) : y / safe
    // One pass over x, unless the quotient is out of the ordinary.
    let reach = Element(sign: .plus, exponent: Element.greatestFiniteMagnitude.exponent / 3, significand: 1)
    let isOrdinary = zip(safe.elements, factors.elements).allSatisfy { norm, factor in
      norm < reach && norm > 1 / reach && (factor == 0 || (factor.magnitude < reach && factor.magnitude > 1 / reach))
    }
    if isOrdinary { return factors.scaled(by: self) }
    return Tensor.where(isNothing, .zeros([]), y).scaled(by: .where(isNothing, .zeros([]), self / safe))
  }
}
