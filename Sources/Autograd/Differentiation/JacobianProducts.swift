internal import Refusals

/// The value of a function and its Jacobian's transpose times a cotangent: how a change of the result weighted by the
/// cotangent follows from a change of `x` (reverse mode).
///
/// - Parameters:
///   - cotangent: in the shape of the function's result.
///   - function: of any shape to any shape.
/// - Returns: the value, and the product in the shape of `x`.
/// - Complexity: time a small multiple of the function's.
public func vectorJacobianProduct<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, cotangent: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> (value: Tensor<Scalar>, product: Tensor<Scalar>) {
  var value = Tensor<Scalar>.zeros([])
  let product = try gradient(at: x) { x in
    let result = try function(x)
    require(
      result.shape == cotangent.shape, "a cotangent of shape \(cotangent.shape) for a result of \(result.shape)")
    value = result
    return cotangent.scaled(by: result).sum()
  }
  return (value, product)
}

/// The value of a function and its Jacobian times a direction: how fast the result changes when `x` moves along it (forward
/// mode).
///
/// The product is the derivative of the reverse product in its cotangent, on which it depends linearly.
///
/// - Parameters:
///   - direction: in the shape of `x`.
///   - function: of any shape to any shape.
/// - Returns: value and product in the shape of the result.
/// - Complexity: time a small multiple of the function's, whatever the sizes.
public func jacobianVectorProduct<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, direction: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> (value: Tensor<Scalar>, product: Tensor<Scalar>) {
  require(direction.shape == x.shape, "a direction of shape \(direction.shape) at shape \(x.shape)")
  let value = try function(x)
  let product = try gradient(at: .zeros(value.shape)) { cotangent in
    let slopes = try gradient(at: x) { x in try (function(x) * cotangent).sum() }
    return direction.scaled(by: slopes).sum()
  }
  return (value, product)
}

/// The Jacobian of a function, [m, n] over the m elements of the result and the n elements of `x`, in order.
///
/// - Complexity: one run of the function and m sweeps. Of a function of rows, each on its own, ``batchedJacobian(at:of:)`` takes all
///   rows at once.
public func jacobian<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> Tensor<Scalar> {
  try withPullback(at: x, of: function) { value, pull in
    let rows = (0..<value.count).map { index in
      pull(Tensor<Int>(index).oneHot(value.count).reshaped(to: value.shape)).reshaped(to: [1, x.count])
    }
    return rows.isEmpty ? .zeros([0, x.count]) : .concatenated(rows, alongAxis: 0)
  }
}
