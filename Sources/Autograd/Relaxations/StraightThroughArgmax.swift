/// The one-hot vector itself, exactly, with the gradient of another relaxation: biased, and without blur in the value.
///
/// Source: Y. Bengio, N. Léonard, A. Courville (2013), arXiv 1308.3432.
public struct StraightThroughArgmax<Soft: ArgmaxRelaxation>: ArgmaxRelaxation {
  /// Where the gradient comes from.
  public var soft: Soft

  public init(_ soft: Soft) { self.soft = soft }

  public func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    let weights = soft.weights(of: scores, alongAxis: axis)
    return weights.passing(to: weights.oneHotArgmax(alongAxis: axis), at: nil)
  }
}

extension ArgmaxRelaxation {
  /// The one-hot vector, with the gradient of `soft`.
  public static func straightThrough<Soft>(_ soft: Soft) -> Self where Self == StraightThroughArgmax<Soft> {
    StraightThroughArgmax(soft)
  }
}
