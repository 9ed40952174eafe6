internal import Refusals

/// The Hessian of a function times a direction, without the Hessian: the gradient of the gradient's part along it.
///
/// - Parameters:
///   - direction: in the shape of `x`.
///   - function: returns a single value.
/// - Complexity: time a small multiple of the function's.
public func hessianVectorProduct<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, direction: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> Tensor<Scalar> {
  require(direction.shape == x.shape, "a direction of shape \(direction.shape) at shape \(x.shape)")
  return try gradient(at: x) { x in try (gradient(at: x, of: function) * direction).sum() }
}

/// The Hessian of a function, [n, n] over the n elements of `x` in order.
///
/// - Complexity: n times that of ``hessianVectorProduct(at:direction:of:)``.
public func hessian<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> Tensor<Scalar> {
  var rows: [Scalar] = []
  for index in 0..<x.count {
    var direction = [Scalar](repeating: 0, count: x.count)
    direction[index] = 1
    rows += try hessianVectorProduct(at: x, direction: Tensor(direction, shape: x.shape), of: function).elements
  }
  return Tensor(rows, shape: [x.count, x.count])
}
