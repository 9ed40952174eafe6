extension Tensor where Element: TensorScalar {
  /// x^y, with NumPy's broadcasting. At x = 0 the gradient in y is 0 for y >= 0, and that in x is 0 for y = 0.
  public func power(_ exponent: Tensor) -> Tensor {
    smoothSquare(ofPower: exponent) ?? .combined(.power, .power, self, exponent)
  }

  /// x^y.
  public func power(_ exponent: Element) -> Tensor { power(Tensor(exponent)) }

  /// The angle of the point (x, y), where this tensor holds y, in -pi ... pi; with NumPy's broadcasting.
  public func atan2(_ x: Tensor) -> Tensor { .combined(.arctangent, .arctangent, self, x) }

  /// This cotangent times y x^(y - 1); 0 for y = 0, also at x = 0.
  func pulledBackToBase(_ base: Tensor, _ exponent: Tensor) -> Tensor {
    .where(exponent.constant .== 0, .zeros([]), scaled(by: exponent * base.power(exponent - 1)))
  }

  /// This cotangent times x^y log x; 0 at x = 0 for y >= 0.
  func pulledBackToExponent(_ base: Tensor, _ exponent: Tensor) -> Tensor {
    let vanishes = (base.constant .== 0) .& (exponent.constant .>= 0)
    return .where(vanishes, .zeros([]), scaled(by: base.power(exponent) * base.log()))
  }

  /// This over x^2 + y^2, where it is one of both; 0 at the origin, where an angle has no slope.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func overSquare(_ x: Tensor, _ y: Tensor) -> Tensor {
    let square = x.square() + y.square()
    guard square.elements.allSatisfy({ $0.isNormal }) else { return overScaledSquare(x, y) }
    return self / square
  }

  /// The same where squares vanish or overflow: with everything in units of a power of two, a constant.
  private func overScaledSquare(_ x: Tensor, _ y: Tensor) -> Tensor {
    let unit = Tensor.maximum(x.constant.abs(), y.constant.abs()).powersOfTwo()
    let square = (x / unit).square() + (y / unit).square()
    let isOrigin = square.constant .== 0
    return .where(isOrigin, .zeros([]), self / unit / Tensor.where(isOrigin, .ones([]), square) / unit)
  }

  /// For each element the power of two in its magnitude; 1 for 0, infinity and NaN.
  func powersOfTwo() -> Tensor {
    Tensor(elements.map { $0 != 0 && $0.isFinite ? $0.magnitude.binade : 1 }, shape: shape)
  }
}
