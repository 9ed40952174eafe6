internal import Refusals

/// softmax(x / temperature): smooth everywhere, one-hot in the limit of temperature 0.
///
/// The gradient is that of the soft value, which differs from the one-hot vector by what the temperature blurs.
public struct SoftmaxArgmax: ArgmaxRelaxation {
  /// Positive, in units of the scores.
  public var temperature: Double

  public init(temperature: Double = 1) {
    require(temperature > 0, "a temperature is positive")
    self.temperature = temperature
  }

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    (scores / Scalar(temperature)).softmax(alongAxis: axis)
  }
}

extension ArgmaxRelaxation where Self == SoftmaxArgmax {
  /// softmax(x / temperature).
  public static func softmax(temperature: Double = 1) -> SoftmaxArgmax { SoftmaxArgmax(temperature: temperature) }
}
