extension Tensor where Element: TensorScalar {
  /// 1 / (1 + e^-x).
  public func sigmoid() -> Tensor { mapped(.sigmoid, .sigmoid) }

  /// x sigmoid(x); 0 in the limit of -infinity.
  public func silu() -> Tensor { vanishingAtMinusInfinity { $0 * $0.sigmoid() } }

  /// x Phi(x), with the distribution function of the standard normal; 0 in the limit of -infinity.
  ///
  /// Source: D. Hendrycks and K. Gimpel (2016), arXiv 1606.08415.
  public func gelu() -> Tensor {
    vanishingAtMinusInfinity { ($0 * 0.5) * (($0 * Element(0.5).squareRoot()).erf() + 1) }
  }

  /// ``gelu()`` with its usual approximation by tanh.
  public func approximateGELU() -> Tensor {
    vanishingAtMinusInfinity { x in
      let inner = (x + x * x * x * 0.044715) * (2 / Element.pi).squareRoot()
      return (x * 0.5) * (inner.tanh() + 1)
    }
  }

  /// log(1 + e^(beta x)) / beta; beyond beta x = `threshold` the value is x, while both derivatives stay smooth.
  public func softplus(beta: Element = 1, threshold: Element = 20) -> Tensor {
    let scaled = self * beta
    return .where(scaled.constant .> threshold, self, scaled.logisticIntegral() / beta)
  }

  /// log(1 + e^x), without overflow, and smooth to every order.
  func logisticIntegral() -> Tensor {
    let magnitude = constant.relu()
    // log(1 + e^x) = m + log(e^-m + e^(x - m)) for any constant m.
    return ((self - magnitude).exp() + (-magnitude).exp()).log() + magnitude
  }

  /// A product of x and something that vanishes faster: 0 at -infinity, where the formula would give NaN.
  private func vanishingAtMinusInfinity(_ function: (Tensor) -> Tensor) -> Tensor {
    let isLow = constant .== -.infinity
    guard isLow.containsTrue else { return function(self) }
    return .where(isLow, .zeros([]), function(.where(isLow, .zeros([]), self)))
  }
}
