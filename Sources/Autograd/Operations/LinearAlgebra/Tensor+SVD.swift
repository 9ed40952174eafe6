extension Tensor where Element: TensorScalar {
  /// U with orthonormal columns, [..., m, k], singular values in descending order, [..., k], and V with orthonormal columns,
  /// [..., n, k], of matrices [..., m, n]: A = U diag(values) V^T; k is the smaller of m and n.
  ///
  /// Of each column of U the element of largest magnitude is positive (LAPACK and PyTorch leave the sign open, and PyTorch returns V^T).
  /// By one-sided Jacobi rotations, in Double, the same bits everywhere; small values are as exact as large ones.
  ///
  /// The gradient of the values is always right. Those of U and V divide by differences of squared values and by values: where values
  /// are equal or 0 the columns are not determined, and they are infinite or NaN, unless the cotangents are exactly 0 there.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(matrix:)``.
  /// - Complexity: O(m n k) per matrix and sweep, of which there are six to ten.
  ///
  /// Source: J. Townsend, *Differentiating the singular value decomposition* (2016).
  public func singularValueDecomposition() throws(LinearAlgebraError) -> (u: Tensor, values: Tensor, v: Tensor) {
    let (_, rows, columns) = matrixShape()
    _ = try finiteMatrices()
    return decomposed(rows, columns)
  }

  private func decomposed(_ rows: Int, _ columns: Int) -> (u: Tensor, values: Tensor, v: Tensor) {
    let (batch, _, _) = matrixShape()
    let count = Swift.min(rows, columns)
    let parts = workMatrices().map { $0.singularValueDecomposition() }
    let u = Tensor(parts.map { $0.u }, batch: batch, rows: rows, columns: count)
    let v = Tensor(parts.map { $0.v }, batch: batch, rows: columns, columns: count)
    let values = Tensor(parts.flatMap { $0.values.map { Element($0) } }, shape: batch + [count])
    // One result, the values above U above V: an operation on the tape has one.
    let stacked = Tensor.concatenated([values.expandingDimension(at: batch.count), u, v], alongAxis: -2)
    let all = Tensor.withMatrixPullback(of: [self], value: stacked) { cotangent, inputs in
      let (u, values, v) = inputs[0].isRecorded ? inputs[0].decomposed(rows, columns) : (u, values, v)
      return [
        Self.pulledBack(
          cotangent[.rest, 1...rows, .all], cotangent[.rest, 0, .all], cotangent[.rest, (rows + 1)..., .all], u, values,
          v)
      ]
    }
    return (all[.rest, 1...rows, .all], all[.rest, 0, .all], all[.rest, (rows + 1)..., .all])
  }

  private static func pulledBack(
    _ ofU: Tensor, _ ofValues: Tensor, _ ofV: Tensor, _ u: Tensor, _ values: Tensor, _ v: Tensor
  ) -> Tensor {
    let row = values.expandingDimension(at: values.rank - 1)
    let column = row.transposedMatrices()
    let (ut, vt) = (u.transposedMatrices(), v.transposedMatrices())
    let (left, right) = (ut.matrixProduct(ofU), vt.matrixProduct(ofV))
    let squares = row.square()
    let inner =
      (left - left.transposedMatrices()).overDifferences(of: squares) * row
      + column * (right - right.transposedMatrices()).overDifferences(of: squares) + ofValues.diagonalMatrix()
    var result = u.matrixProduct(inner).matrixProduct(vt)
    // What leaves the space of the columns, or of the rows.
    if u.shape[u.rank - 2] > values.shape[values.rank - 1] {
      result = result + (ofU - u.matrixProduct(left)).scaled(by: 1 / row).matrixProduct(vt)
    }
    if v.shape[v.rank - 2] > values.shape[values.rank - 1] {
      result = result + u.matrixProduct((ofV - v.matrixProduct(right)).scaled(by: 1 / row).transposedMatrices())
    }
    return result
  }
}
