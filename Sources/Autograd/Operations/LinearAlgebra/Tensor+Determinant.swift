internal import Refusals

extension Tensor where Element: TensorScalar {
  /// The determinants of square matrices, [..., n, n] to [...]; 1 of a matrix without rows.
  ///
  /// No product of pivots overflows or vanishes on the way. The gradient is the matrix of cofactors, at singular matrices too; there the
  /// second derivative is not computed, and the program ends with a message where one is asked for.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(matrix:)``.
  /// - Complexity: O(n^3) per matrix.
  public func determinant() throws(LinearAlgebraError) -> Tensor {
    _ = matrixShape(isSquare: true)
    return determinants(of: try luDecompositions())
  }

  /// Sign and logarithm of the magnitude of determinants, which may themselves be too large or too small to be written down; 0 and
  /// -infinity of a singular matrix.
  ///
  /// The sign moves in steps: it is a constant. The gradient of the logarithm is A^-T, and NaN at a singular matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(matrix:)``.
  /// - Complexity: O(n^3) per matrix.
  public func logDeterminant() throws(LinearAlgebraError) -> (sign: Tensor, logMagnitude: Tensor) {
    let (batch, _, _) = matrixShape(isSquare: true)
    let decompositions = try luDecompositions()
    let parts = decompositions.map { $0.determinant }
    let signs = parts.map { Element($0.significand > 0 ? 1 : $0.significand < 0 ? -1 : 0) }
    let logarithms = parts.map { part in
      part.significand == 0
        ? -Element.infinity
        : Element(PlainLogarithm.log(part.significand.magnitude) + Double(part.exponent) * 0.693147180559945309417)
    }
    let value = Tensor(logarithms, shape: batch)
    let isSingular = signs.contains(0)
    let logMagnitude = Tensor.withMatrixPullback(of: [self], value: value) { cotangent, inputs in
      if isSingular { return [cotangent.overMatrices.broadcast(to: inputs[0].shape).scaled(by: Tensor(.nan))] }
      return [cotangent.overMatrices * inputs[0].transposedInverses(by: decompositions)]
    }
    let note = StepTrace.note("sign of a determinant", of: self, severs: true, signs)
    return (Tensor(signs, shape: batch).behind(note), logMagnitude)
  }

  private func determinants(of parts: [LUDecomposition]) -> Tensor {
    let (batch, _, _) = matrixShape(isSquare: true)
    let values = parts.map { part in
      let (significand, exponent) = part.determinant
      return Element(
        Double(sign: .plus, exponent: Swift.min(Swift.max(exponent, -2200), 2200), significand: significand))
    }
    let value = Tensor(values, shape: batch)
    let isSingular = parts.contains { $0.isSingular }
    return .withMatrixPullback(of: [self], value: value) { cotangent, inputs in
      let matrices = inputs[0]
      if isSingular { return [cotangent.overMatrices * matrices.cofactors()] }
      let determinants = matrices.isRecorded ? matrices.determinants(of: parts) : value
      return [(cotangent * determinants).overMatrices * matrices.transposedInverses(by: parts)]
    }
  }

  /// A^-T of matrices that are known to be regular.
  private func transposedInverses(by parts: [LUDecomposition]) -> Tensor {
    let (batch, count, _) = matrixShape()
    return solving(Tensor.identity(count).broadcast(to: batch + [count, count]), by: parts, isTransposed: true)
  }

  /// The matrices of cofactors, the slopes of determinants: det(U V) U diag(products of the other singular values) V^T.
  private func cofactors() -> Tensor {
    let (batch, count, _) = matrixShape()
    let results = workMatrices().map { matrix in
      let (u, values, v) = matrix.singularValueDecomposition()
      let turn = (u.luDecomposition().determinant.significand > 0) == (v.luDecomposition().determinant.significand > 0)
      var left = u
      for column in 0..<count {
        let others = values.indices.reduce(turn ? 1.0 : -1.0) { $1 == column ? $0 : $0 * values[$1] }
        left.scaleColumn(column, by: others)
      }
      var result = WorkMatrix(rows: count, columns: count)
      for row in 0..<count {
        for column in 0..<count {
          result[row, column] = (0..<count).reduce(0) { $0 + left[row, $1] * v[column, $1] }
        }
      }
      return result
    }
    let value = Tensor(results, batch: batch, rows: count, columns: count)
    return .withPullback(of: [self], value: value) { _, _ in
      refuse("the second derivative of a determinant is not computed where a matrix is singular")
    }
  }
}
