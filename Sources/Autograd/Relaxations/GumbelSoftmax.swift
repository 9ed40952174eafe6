internal import Refusals

/// softmax((x + noise) / temperature) with Gumbel noise: a smooth sample of the categorical distribution with logits x.
///
/// In the limit of temperature 0 the samples are one-hot, each index with its probability softmax(x). Wrap it in
/// ``StraightThroughArgmax`` for one-hot samples with its gradient.
///
/// Sources: E. Jang, S. Gu, B. Poole (2017), arXiv 1611.01144; C. Maddison, A. Mnih, Y. W. Teh (2017), arXiv 1611.00712.
public struct GumbelSoftmax: ArgmaxRelaxation {
  /// Positive, in units of the scores.
  public var temperature: Double
  /// One sample per score, as ``noise(count:using:)`` draws them.
  public var noise: [Double]

  public init(temperature: Double = 1, noise: [Double]) {
    require(temperature > 0, "a temperature is positive")
    self.temperature = temperature
    self.noise = noise
  }

  /// Independent samples of the standard Gumbel distribution, -log(-log u).
  public static func noise(count: Int, using generator: inout some RandomNumberGenerator) -> [Double] {
    require(count >= 0, "there are no \(count) samples")
    let log = Double.library.log
    return (0..<count).map { _ in -log(-log(Double.random(in: Double.leastNormalMagnitude..<1, using: &generator))) }
  }

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    require(noise.count == scores.count, "\(noise.count) samples of noise for scores of shape \(scores.shape)")
    let noise = Tensor<Scalar>(noise.map { Scalar($0) }, shape: scores.shape)
    return ((scores + noise) / Scalar(temperature)).softmax(alongAxis: axis)
  }
}

extension ArgmaxRelaxation where Self == GumbelSoftmax {
  /// softmax((x + noise) / temperature).
  public static func gumbelSoftmax(temperature: Double = 1, noise: [Double]) -> GumbelSoftmax {
    GumbelSoftmax(temperature: temperature, noise: noise)
  }
}
