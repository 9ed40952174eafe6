/// What a node does with its inputs; positions, masks and slopes are constants and stand here.
enum Operation<Scalar: TensorScalar>: Sendable {
  /// Where a gradient is taken; the input, if any, belongs to the gradient around it.
  case leaf
  case add
  case subtract
  case multiply
  case divide
  /// The product, but 0 wherever the first factor is 0: a cotangent of 0 stays 0 whatever it meets.
  case scale
  case power
  case arctangent
  case negate
  case square
  case squareRoot
  case exp
  case expm1
  case log
  case log1p
  case sin
  case cos
  case tanh
  case erf
  case sigmoid
  /// A function that is linear around its inputs, with these slopes in each of them: kinks, steps, and choices on ties.
  case linear(slopes: [Tensor<Scalar>])
  /// Elements of one of two inputs.
  case choose(Tensor<Bool>)
  case reshape
  case broadcast
  case transpose
  /// Along some axes, whose extents become 1.
  case sum
  /// The Euclidean norm along some axes, whose extents become 1, with the result.
  case norm(axes: [Int], Tensor<Scalar>)
  case cumulativeSum(axis: Int)
  case logSumExp(axes: [Int])
  /// Of rows of class scores, with labels, shares and the weights of both.
  case logLoss(ClassRows<Scalar>)
  case logLossSlopes(ClassRows<Scalar>)
  case concatenate(axis: Int)
  /// Elements by position, and back (adding); a negative position means none.
  case take([Int])
  case put([Int])
  case matrixProduct(ProductZeros)
  case squaredDistances
  case weightedDifferences
  /// For audits: where a frozen result comes from, and a result beside what else it comes from. Of the latter's inputs the first
  /// is the result itself.
  case frozen
  case beside
  /// With a pullback of the caller's.
  case custom(@Sendable (Tensor<Scalar>, [Tensor<Scalar>]) -> [Tensor<Scalar>])
}
