extension Tensor where Element: TensorScalar {
  /// 1 / (1 + e^-x).
  public func sigmoid() -> Tensor { mapped(.sigmoid, .sigmoid) }

  /// x sigmoid(x); 0 in the limit of -infinity.
  public func silu() -> Tensor { mapped(.silu, .silu) }

  /// x Phi(x), with the distribution function of the standard normal; 0 in the limit of -infinity.
  ///
  /// Source: D. Hendrycks and K. Gimpel (2016), arXiv 1606.08415.
  public func gelu() -> Tensor { mapped(.gelu, .gelu) }

  /// s(x) s(-x) with the logistic function s.
  func slopesOfSigmoid() -> Tensor {
    .recording(.sigmoidSlopes, [self], slopes(of: .sigmoid).elements, shape: shape)
  }

  /// s(x) + x s(x) s(-x) with the logistic function s; 0 in the limit of -infinity.
  func slopesOfSiLU() -> Tensor {
    vanishingAtMinusInfinity { x in
      x.sigmoid() + x * x.slopesOfSigmoid()
    }
  }

  /// Phi(x) + x phi(x); 0 in the limit of -infinity.
  func slopesOfGELU() -> Tensor {
    vanishingAtMinusInfinity { x in
      ((x * 0.70710678118654752440).erf() + 1) * 0.5 + x * ((x.square() * -0.5).exp() * 0.39894228040143267794)
    }
  }

  /// ``gelu()`` with its usual approximation by tanh.
  public func approximateGELU() -> Tensor { mapped(.approximateGELU, .approximateGELU) }

  /// That of ``approximateGELU()``; 0 in the limit of -infinity.
  func slopesOfApproximateGELU() -> Tensor {
    vanishingAtMinusInfinity { x in
      let square = x.square()
      let turn = ((x + square * x * 0.044715) * 0.79788456080286535588).tanh()
      let change = (1 - turn.square()) * (square * 0.10703222440890036 + 0.79788456080286535588)
      return (turn + 1) * 0.5 + (x * 0.5) * change
    }
  }

  /// log(1 + e^(beta x)) / beta; beyond beta x = `threshold` the value is x, while both derivatives stay smooth.
  public func softplus(beta: Element = 1, threshold: Element = 20) -> Tensor {
    let scaled = beta == 1 ? self : self * beta
    let soft = beta == 1 ? scaled.logisticIntegral() : scaled.logisticIntegral() / beta
    let isBeyond = scaled.constant .> threshold
    return isBeyond.containsTrue ? .where(isBeyond, self, soft) : soft
  }

  /// log(1 + e^x), without overflow, and smooth to every order.
  func logisticIntegral() -> Tensor { mapped(.softplus, .softplus) }

  /// A product of x and something that vanishes faster: 0 at -infinity, where the formula would give NaN.
  private func vanishingAtMinusInfinity(_ function: (Tensor) -> Tensor) -> Tensor {
    let isLow = constant .== -.infinity
    guard isLow.containsTrue else { return function(self) }
    return .where(isLow, .zeros([]), function(.where(isLow, .zeros([]), self)))
  }
}
