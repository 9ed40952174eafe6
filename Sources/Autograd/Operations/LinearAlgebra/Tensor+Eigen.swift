extension Tensor where Element: TensorScalar {
  /// Eigenvalues in ascending order, [..., n], and eigenvectors as columns, [..., n, n], of symmetric matrices, [..., n, n]: A V = V
  /// diag(values).
  ///
  /// Of a matrix that is not symmetric the symmetric part is taken. Of each vector the element of largest magnitude is positive (LAPACK
  /// and PyTorch leave the sign open). By Jacobi's rotations, in Double, the same bits everywhere.
  ///
  /// The gradient of the values is always right. That of the vectors divides by differences of values: where values are equal the
  /// vectors are not determined, and it is infinite or NaN, unless the cotangent of the vectors is exactly 0 there. A function that
  /// is the same for every choice of vectors has a gradient all the same, which this way does not find.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(matrix:)``.
  /// - Complexity: O(n^3) per matrix and sweep, of which there are six to ten.
  public func symmetricEigen() throws(LinearAlgebraError) -> (values: Tensor, vectors: Tensor) {
    _ = matrixShape(isSquare: true)
    let symmetric = symmetricPart
    _ = try symmetric.finiteMatrices()
    return symmetric.eigen()
  }

  /// Of symmetric matrices.
  private func eigen() -> (values: Tensor, vectors: Tensor) {
    let (batch, count, _) = matrixShape()
    let parts = workMatrices().map { $0.eigenDecomposition() }
    let values = Tensor(parts.flatMap { $0.values.map { Element($0) } }, shape: batch + [1, count])
    let vectors = Tensor(parts.map { $0.vectors }, batch: batch, rows: count, columns: count)
    // One result, the values above the vectors: an operation on the tape has one.
    let value = Tensor.concatenated([values, vectors], alongAxis: -2)
    let both = Tensor.withMatrixPullback(of: [self], value: value) { cotangent, inputs in
      let (row, v) = inputs[0].isRecorded ? inputs[0].eigenRows() : (values, vectors)
      let ofValues = cotangent[.rest, 0, .all].diagonalMatrix()
      let turn = v.transposedMatrices().matrixProduct(cotangent[.rest, 1..., .all])
      let inner = ofValues + turn.overDifferences(of: row)
      return [v.matrixProduct(inner).matrixProduct(v.transposedMatrices())]
    }
    return (both[.rest, 0, .all], both[.rest, 1..., .all])
  }

  private func eigenRows() -> (Tensor, Tensor) {
    let (values, vectors) = eigen()
    return (values.expandingDimension(at: values.rank - 1), vectors)
  }

  /// Off the diagonal elements over row[column] - row[row], where 0 stays 0; zeros on it.
  ///
  /// - Parameter row: [..., 1, n].
  func overDifferences(of row: Tensor) -> Tensor {
    let count = shape[rank - 1]
    let isDiagonal = Tensor.identity(count) .== 1
    let differences = row - row.transposedMatrices()
    let factors = 1 / Tensor.where(isDiagonal, .ones([]), differences)
    return Tensor.where(isDiagonal, .zeros([]), self).scaled(by: factors)
  }
}
