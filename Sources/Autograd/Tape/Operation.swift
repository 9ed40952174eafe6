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
  /// With the results, from which the slopes follow.
  case exp(values: Tensor<Scalar>)
  case expm1
  case log
  case log1p
  case sin
  case cos
  case tanh(values: Tensor<Scalar>)
  case erf
  case sigmoid
  case sigmoidSlopes
  case reciprocal
  case reciprocalSquareRoot
  case squaredDifference
  /// The second input enters by the quotient without fraction, which is a constant.
  case remainder(BinaryFunction)
  /// A leaky rectifier of this slope.
  case leak(Scalar)
  /// A function that is linear around its inputs, with these slopes in each of them: kinks, steps, and choices on ties.
  case linear(slopes: [Tensor<Scalar>])
  /// Elements of one of two inputs.
  case choose(Tensor<Bool>)
  /// A function with kinks, and a cotangent times its slopes at a constant.
  case kink(UnaryFunction)
  case scaleBySlopes(UnaryFunction, at: Tensor<Scalar>)
  case clamp(Scalar, Scalar)
  /// The greater and the lesser of two.
  case greater
  case lesser
  /// The extremes along axes whose extents become 1.
  case extreme(values: Tensor<Scalar>, axes: [Int], spreadsNaN: Bool)
  case silu
  case gelu
  case approximateGELU
  /// log(1 + e^x).
  case softplus
  case reshape
  case broadcast
  /// Along some axes, whose extents become 1.
  case sum
  /// The Euclidean norm along some axes, whose extents become 1, with the result.
  case norm(axes: [Int], Tensor<Scalar>)
  /// Up to each element, or from each on.
  case cumulativeSum(axis: Int, reversed: Bool)
  case cumulativeProduct(axis: Int)
  case cumulativeLogSumExp(axis: Int)
  /// Along an axis, whose extent becomes 1.
  case product(axis: Int)
  case logSumExp(axes: [Int])
  case softmax(axis: Int, values: Tensor<Scalar>)
  case logSoftmax(axis: Int, values: Tensor<Scalar>)
  /// Of rows of class scores, with labels, shares and the weights of both.
  case logLoss(ClassRows<Scalar>)
  case logLossSlopes(ClassRows<Scalar>)
  case concatenate(axis: Int)
  /// Elements by place, and back (adding).
  case take(Places)
  case put(Places)
  /// The elements of the second added to the first, or multiplied with it, at their places; with a mask of those of the
  /// first that take part in products (nil: all).
  case addAtPlaces(Places)
  case multiplyAtPlaces(Places, Tensor<Bool>?)
  case matrixProduct(ProductZeros)
  case squaredDistances
  case weightedDifferences
  /// Sums of |a - b|, and of weights or factors times the signs of a - b.
  case blockDistances
  case signedSums
  case signedProducts
  /// The result comes from the tape of the other type; the inputs are those of this one from which it follows there.
  case converted(Conversion<Scalar>)
  /// For audits: where a frozen result comes from, and a result beside what else it comes from. Of the latter's inputs the first
  /// is the result itself.
  case frozen
  case beside
  /// With a pullback of the caller's.
  case custom(@Sendable (Tensor<Scalar>, [Tensor<Scalar>]) -> [Tensor<Scalar>])
}
