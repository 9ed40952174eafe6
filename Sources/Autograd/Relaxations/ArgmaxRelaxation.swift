/// A way to let a gradient through argmax: weights along an axis in place of the one-hot vector of the largest score.
///
/// ```swift
/// let weights = scores.argmaxWeights(by: .softmax(temperature: 0.1), alongAxis: 1)   // [n, k], each row sums to 1
/// let mixed = weights.matrixProduct(codebook)
/// ```
///
/// All relaxations have this one shape of call; for argmin relax the negated scores. Each says what it gives up: a soft one
/// changes the value, a straight-through one keeps the value and has a gradient that is not the value's.
public protocol ArgmaxRelaxation: Sendable {
  /// Weights of the shape of `scores`, at least 0, that sum to 1 along the axis.
  func weights<Scalar: TensorScalar>(of scores: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar>
}

extension Tensor where Element: TensorScalar {
  /// Weights along an axis in place of the one-hot vector of argmax; see ``ArgmaxRelaxation``.
  public func argmaxWeights(by relaxation: some ArgmaxRelaxation, alongAxis axis: Int) -> Tensor {
    relaxation.weights(of: self, alongAxis: Shape.axis(axis, of: shape))
  }

  /// 1 at the largest element along an axis (ties: the lowest index) and 0 elsewhere; a constant.
  public func oneHotArgmax(
    alongAxis axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let axis = Shape.axis(axis, of: shape)
    if rank == 0 { return .ones([]) }
    let hot: Tensor = constant.argmax(alongAxis: axis).oneHot(shape[axis])
    var back = Array(0..<(rank - 1))
    back.insert(rank - 1, at: axis)
    let link = StepTrace.note("oneHotArgmax", of: self, severs: true, at: .init(file, line), hot.elements)
    return hot.transposed(permutation: back).behind(link)
  }
}
