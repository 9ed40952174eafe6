internal import Refusals

/// A function's value, of which no intermediate result is kept for the gradient: where that is taken, the function runs again.
///
/// ```swift
/// let hidden = checkpointed([input, weights]) { relu($0[0].matrixProduct($0[1])) }
/// ```
///
/// Memory for one more run: a chain of n blocks, each checkpointed, keeps n results and the intermediates of one block instead of those
/// of all. Value and gradients, to every order, have the bits that they have without.
///
/// - Parameters:
///   - inputs: everything with which the function moves. Where it moves with another tensor of a gradient that is being taken, whose
///     derivative would be lost, the program ends with a message.
///   - function: gives the same each time: random numbers are drawn outside, or by a seed.
/// - Complexity: time of two runs and the sweep of one.
///
/// Source: T. Chen, B. Xu, C. Zhang, C. Guestrin, *Training deep nets with sublinear memory cost* (2016), arXiv 1604.06174.
public func checkpointed<Scalar: TensorScalar>(
  _ inputs: [Tensor<Scalar>], of function: @escaping @Sendable ([Tensor<Scalar>]) -> Tensor<Scalar>
) -> Tensor<Scalar> {
  let value = function(inputs.map { $0.constant })
  require(
    !value.isRecorded,
    "a checkpointed function moves with a tensor that is not among its inputs: its derivative would be lost")
  return .withPullback(of: inputs, value: value) { cotangent, inputs in
    valueWithGradients(at: inputs) { cotangent.scaled(by: function($0)).sum() }.gradients
  }
}

/// The same of one input; see ``checkpointed(_:of:)-([Tensor<Scalar>],_)``.
public func checkpointed<Scalar: TensorScalar>(
  _ input: Tensor<Scalar>, of function: @escaping @Sendable (Tensor<Scalar>) -> Tensor<Scalar>
) -> Tensor<Scalar> {
  checkpointed([input]) { function($0[0]) }
}
