internal import Refusals

/// The mean of one-hot argmaxes of x + scale * noise over several samples, with an unbiased estimate of its gradient.
///
/// The expected value is smooth in x: with Gumbel noise it is softmax(x / scale). The gradient is estimated from the same
/// samples, as the mean of (y_i - y_0) psi(noise_i) / scale, where psi is minus the derivative of the noise's log density and
/// the argmax y_0 of x itself is the control variate: it changes nothing in the mean and takes most of the variance away.
///
/// Source: Q. Berthet, M. Blondel, O. Teboul, M. Cuturi, J.-P. Vert, F. Bach, *Learning with differentiable perturbed
/// optimizers* (2020), arXiv 2002.08676.
public struct PerturbedArgmax: ArgmaxRelaxation {
  /// The distribution of the noise.
  public enum Noise: Sendable {
    case gumbel, normal

    /// Minus the derivative of the log density.
    func score(_ z: Double, exp: (Double) -> Double) -> Double {
      switch self {
      case .gumbel: 1 - exp(-z)
      case .normal: z
      }
    }
  }

  /// The factor on the noise, in units of the scores.
  public var scale: Double
  public var distribution: Noise
  /// One sample of the distribution per score and repetition: as many times the number of scores as there are repetitions.
  public var noise: [Double]

  public init(scale: Double = 1, distribution: Noise = .gumbel, noise: [Double]) {
    require(scale > 0, "a scale is positive")
    self.scale = scale
    self.distribution = distribution
    self.noise = noise
  }

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    let axis = Shape.axis(axis, of: scores.shape)
    let samples = noise.count / Swift.max(scores.count, 1)
    require(samples >= 1 && samples * scores.count == noise.count, "noise is a whole number of samples per score")
    let shape = [samples] + scores.shape
    let draws = Tensor<Scalar>(noise.map { Scalar($0) }, shape: shape)
    let exp = Double.library.exp
    let directions = Tensor<Scalar>(noise.map { Scalar(distribution.score($0, exp: exp)) }, shape: shape)
    let hard = (scores.constant + draws * Scalar(scale)).oneHotArgmax(alongAxis: axis + 1)
    let differences = hard - scores.oneHotArgmax(alongAxis: axis)
    let factor = 1 / (Scalar(samples) * Scalar(scale))
    return .withPullback(of: [scores], value: hard.mean(alongAxes: [0])) { cotangent, _ in
      let gains = (differences * cotangent).sum(alongAxis: axis + 1, keepingDimension: true)
      return [(gains * directions).sum(alongAxis: 0) * factor]
    }
  }
}

extension ArgmaxRelaxation where Self == PerturbedArgmax {
  /// The mean of argmaxes of perturbed scores.
  public static func perturbed(
    scale: Double = 1, distribution: PerturbedArgmax.Noise = .gumbel, noise: [Double]
  ) -> PerturbedArgmax {
    PerturbedArgmax(scale: scale, distribution: distribution, noise: noise)
  }
}
