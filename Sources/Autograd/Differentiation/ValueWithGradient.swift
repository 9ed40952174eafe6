/// A function's value and its gradient.
///
/// ```swift
/// let (value, gradient) = valueWithGradient(at: Tensor([3.0, 4], shape: [2])) { $0.square().sum() }
/// // 25, [6, 8]
/// ```
///
/// What moves in steps (argmax, comparisons, rounding) is frozen: its derivative is zero, and the gradient is that of the
/// piece on which `x` lies. Where the function does not depend on `x`, the gradient is zeros. Calls nest to any order: a
/// gradient can be differentiated again.
///
/// - Parameters:
///   - x: of any shape.
///   - function: returns a single value.
/// - Returns: the value, and the gradient in the shape of `x`.
/// - Complexity: time a small multiple of the function's, whatever the size of `x`; memory for all intermediate results.
public func valueWithGradient<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> (value: Tensor<Scalar>, gradient: Tensor<Scalar>) {
  let (value, gradients) = try valueWithGradients(at: [x]) { try function($0[0]) }
  return (value, gradients[0])
}

/// A function's value and its gradients in two tensors; see ``valueWithGradient(at:of:)->(Tensor<Scalar>,_)``.
public func valueWithGradient<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, _ y: Tensor<Scalar>, of function: (Tensor<Scalar>, Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> (value: Tensor<Scalar>, gradients: (Tensor<Scalar>, Tensor<Scalar>)) {
  let (value, gradients) = try valueWithGradients(at: [x, y]) { try function($0[0], $0[1]) }
  return (value, (gradients[0], gradients[1]))
}

/// A function's gradient; see ``valueWithGradient(at:of:)->(Tensor<Scalar>,_)``.
public func gradient<Scalar: TensorScalar>(
  at x: Tensor<Scalar>, of function: (Tensor<Scalar>) throws -> Tensor<Scalar>
) rethrows -> Tensor<Scalar> {
  try valueWithGradient(at: x, of: function).gradient
}

/// A function's value and its gradients in any number of tensors; see ``valueWithGradient(at:of:)->(Tensor<Scalar>,_)``.
@_specialize(where Scalar == Float)
@_specialize(where Scalar == Double)
public func valueWithGradients<Scalar: TensorScalar>(
  at inputs: [Tensor<Scalar>], of function: ([Tensor<Scalar>]) throws -> Tensor<Scalar>
) rethrows -> (value: Tensor<Scalar>, gradients: [Tensor<Scalar>]) {
  try TapeScope.run { scope, isOutermost in
    let tape = Scalar.tape(in: scope)
    let start = tape.count
    let leaves = inputs.map(tape.leaf)
    // Where an inner gradient moves with nothing around it, nobody comes back to its nodes.
    defer { if !isOutermost { tape.forget(from: start) } }
    let value = try function(leaves)
    guard isOutermost else { return (value, tape.gradients(of: value, at: leaves)) }
    // Nobody differentiates the outermost sweep; a custom pullback may still take gradients of its own.
    let gradients = scope.runAfterwards { tape.gradients(of: value, at: leaves) }
    return (value.constant, gradients.map { $0.constant })
  }
}
