/// A value made of tensors: the weights of a model, whose gradient is a value of the same type.
///
/// ```swift
/// struct Line: TensorStructure {
///   var slope: Tensor<Double>
///   var offset: Tensor<Double>
///   var tensors: [Tensor<Double>] {
///     get { [slope, offset] }
///     set { (slope, offset) = (newValue[0], newValue[1]) }
///   }
/// }
/// let (loss, gradient) = valueWithGradient(at: line) { line in
///   (x * line.slope + line.offset).squaredError(from: y)
/// }
/// line.slope = line.slope - gradient.slope * 0.1
/// ```
public protocol TensorStructure {
  associatedtype Scalar: TensorScalar
  /// All tensors, always as many and in the same order.
  var tensors: [Tensor<Scalar>] { get set }
}

/// A function's value and its gradient in every tensor of a structure; see ``valueWithGradient(at:of:)->(Tensor<Scalar>,_)``.
public func valueWithGradient<Structure: TensorStructure>(
  at structure: Structure, of function: (Structure) throws -> Tensor<Structure.Scalar>
) rethrows -> (value: Tensor<Structure.Scalar>, gradient: Structure) {
  let (value, gradients) = try valueWithGradients(at: structure.tensors) { tensors in
    var tracked = structure
    tracked.tensors = tensors
    return try function(tracked)
  }
  var gradient = structure
  gradient.tensors = gradients
  return (value, gradient)
}
