extension Tensor where Element: TensorScalar {
  /// The lower triangles L with L L^T = A, for symmetric positive definite matrices A, [..., n, n].
  ///
  /// Of a matrix that is not symmetric the symmetric part is taken, so that the gradient is symmetric, too. With G the cotangent of L
  /// it is the symmetric part of L^-T P L^-1, where P is the lower triangle of L^T G with half of its diagonal.
  ///
  /// - Throws: ``LinearAlgebraError`` where a matrix is not positive definite, or not finite.
  /// - Complexity: O(n^3) per matrix.
  ///
  /// Source: I. Murray, *Differentiation of the Cholesky decomposition* (2016), arXiv 1602.07527.
  public func cholesky() throws(LinearAlgebraError) -> Tensor {
    let (batch, count, _) = matrixShape(isSquare: true)
    var factors: [WorkMatrix] = []
    for (index, matrix) in try symmetricPart.finiteMatrices().enumerated() {
      switch matrix.choleskyDecomposition() {
      case .success(let factor): factors.append(factor)
      case .failure(let failure): throw .notPositiveDefinite(matrix: index, order: failure.order)
      }
    }
    return symmetricPart.withCholeskyPullback(Tensor(factors, batch: batch, rows: count, columns: count))
  }

  /// The value is the factor of this tensor's matrices.
  private func withCholeskyPullback(_ value: Tensor) -> Tensor {
    .withMatrixPullback(of: [self], value: value) { cotangent, inputs in
      let factor = inputs[0].isRecorded ? inputs[0].withCholeskyPullback(value) : value
      let product = factor.transposedMatrices().matrixProduct(cotangent.lowerTriangle())
      let half = product.lowerTriangle() - (product.diagonal() * 0.5).diagonalMatrix()
      let left = factor.triangularSolve(half, isLower: true, isTransposed: true)
      return [
        factor.triangularSolve(left.transposedMatrices(), isLower: true, isTransposed: true).symmetricPart
      ]
    }
  }
}
