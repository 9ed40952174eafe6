extension Tensor where Element: TensorScalar {
  /// x^y, with NumPy's broadcasting. At x = 0 the gradient in y is 0 for y >= 0, and that in x is 0 for y = 0.
  public func power(_ exponent: Tensor) -> Tensor { .combined(.power, .power, self, exponent) }

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
    let vanishes = Tensor<Bool>(both: base.constant .== 0, exponent.constant .>= 0)
    return .where(vanishes, .zeros([]), scaled(by: base.power(exponent) * base.log()))
  }

  /// 1 / (x^2 + y^2); 0 at the origin, where an angle has no slope.
  func inverseSquare(_ other: Tensor) -> Tensor {
    let square = square() + other.square()
    let isOrigin = square.constant .== 0
    return .where(isOrigin, .zeros([]), 1 / Tensor.where(isOrigin, .ones([]), square))
  }
}

extension Tensor<Bool> {
  /// Where both hold, with NumPy's broadcasting.
  init(both left: Tensor<Bool>, _ right: Tensor<Bool>) {
    let shape = Shape.broadcast(left.shape, right.shape)
    let (a, b) = (left.broadcast(to: shape).elements, right.broadcast(to: shape).elements)
    self.init(zip(a, b).map { $0 && $1 }, shape: shape)
  }
}
