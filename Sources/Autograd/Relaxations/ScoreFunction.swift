internal import Refusals

/// A loss of a random choice, with the score-function estimate of the gradient of its expectation (REINFORCE).
///
/// The value is the loss. The gradient is that of the loss itself plus (loss - baseline) times that of the choice's log
/// probability: unbiased whatever the loss, which may be as discrete as it likes, and of high variance. A baseline that does
/// not depend on the choice keeps it unbiased and lowers the variance.
///
/// Source: R. J. Williams (1992), DOI 10.1007/BF00992696.
///
/// - Parameters:
///   - loss: of the choice.
///   - logProbability: of the choice, in the shape of the loss.
public func scoreFunctionLoss<Scalar: TensorScalar>(
  _ loss: Tensor<Scalar>, logProbability: Tensor<Scalar>, baseline: Scalar = 0
) -> Tensor<Scalar> {
  require(loss.shape == logProbability.shape, "one log probability per loss")
  let gain = loss.constant - baseline
  return .withPullback(of: [loss, logProbability], value: loss) { cotangent, _ in
    [cotangent, cotangent.scaled(by: gain)]
  }
}
