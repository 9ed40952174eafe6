public import Matrices

/// `LinearTransform`: a vector x becomes y with `y_i = bias_i + sum_j matrix[i, j] x_j`.
public struct FaissTransform: Sendable, Equatable {
  /// [dimensions of y, dimensions of x].
  public var matrix: Matrix<Float>
  /// One per dimension of y, or none: zeros.
  public var bias: [Float]

  public init(matrix: Matrix<Float>, bias: [Float] = []) { (self.matrix, self.bias) = (matrix, bias) }
}
