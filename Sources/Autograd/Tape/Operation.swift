/// What a node does with its inputs; indices, masks and extents are constants and stand here.
enum Operation<Scalar: TensorScalar>: Sendable {
  /// Where a gradient is taken; the input, if any, belongs to the gradient around it.
  case leaf
  case add
  case subtract
  case multiply
  case divide
  /// The product, but 0 wherever the first factor is 0: a cotangent of 0 stays 0 whatever it meets.
  case scale
  case negate
  case square
  case squareRoot
  case exponential
  case logarithm
  case magnitude
  case rectify
  /// A real function that moves in steps.
  case step
  case choose(Tensor<Bool>)
  case reshape
  case broadcast
  case transpose
  /// Along some axes, whose extents become 1.
  case sum
  /// One element per slice along an axis, and back.
  case gather(Tensor<Int>, axis: Int)
  case scatter(Tensor<Int>, axis: Int)
  /// Slices along the first axis, by index, and back (adding).
  case selectRows([Int])
  case addRows([Int])
  /// One slice along an axis, and back.
  case select(Int, axis: Int)
  case insert(Int, axis: Int)
  case matrixProduct
  case squaredDistances
  case weightedDifferences
}
