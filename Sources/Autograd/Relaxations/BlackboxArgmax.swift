internal import Refusals

/// The one-hot vector of argmax, exactly, with the gradient of a linear interpolation between its pieces: how argmax changes when
/// the scores move against the cotangent.
///
/// gradient = (y(x) - y(x - lambda g)) / lambda. With `noise` it is implicit maximum likelihood: value and gradient of a
/// perturbed argmax. The rule is not linear in the cotangent, and moves in steps itself: there is no second order.
///
/// Sources: M. Vlastelica, A. Paulus, V. Musil, G. Martius, M. Rolínek, *Differentiation of blackbox combinatorial solvers*
/// (2020), arXiv 1912.02175; M. Niepert, P. Minervini, L. Franceschi, *Implicit MLE* (2021), arXiv 2106.01798.
public struct BlackboxArgmax: ArgmaxRelaxation {
  /// How far the scores move: small is faithful, large informative.
  public var lambda: Double
  /// Added to the scores; empty for none.
  public var noise: [Double]

  public init(lambda: Double = 1, noise: [Double] = []) {
    require(lambda > 0, "lambda is positive")
    self.lambda = lambda
    self.noise = noise
  }

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    let noise = noise.isEmpty ? Tensor<Scalar>.zeros([]) : Tensor(noise.map { Scalar($0) }, shape: scores.shape)
    let point = scores.constant + noise
    let hard = point.oneHotArgmax(alongAxis: axis)
    let lambda = Scalar(lambda)
    return .withPullback(of: [scores], value: hard) { cotangent, _ in
      [(hard - (point - cotangent.constant * lambda).oneHotArgmax(alongAxis: axis)) / lambda]
    }
  }
}

extension ArgmaxRelaxation where Self == BlackboxArgmax {
  /// Argmax with the gradient of an interpolation.
  public static func blackbox(lambda: Double = 1) -> BlackboxArgmax { BlackboxArgmax(lambda: lambda) }

  /// Argmax of perturbed scores with the gradient of an interpolation.
  public static func implicitMLE(lambda: Double = 1, noise: [Double]) -> BlackboxArgmax {
    BlackboxArgmax(lambda: lambda, noise: noise)
  }
}
