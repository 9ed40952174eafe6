internal import Refusals

extension Tensor where Element: TensorScalar {
  /// X with A X = B, for the square matrices A of this tensor, [..., n, n].
  ///
  /// By Gaussian elimination with partial pivoting, in Double. With G the cotangent of X, that of B is A^-T G, and that of A is
  /// -(A^-T G) X^T.
  ///
  /// - Parameter right: B, [n], or [..., n, m]; leading axes broadcast.
  /// - Returns: [n] per matrix for a vector, else [..., n, m].
  /// - Throws: ``LinearAlgebraError`` where a pivot is 0, or an element of A is not finite. A matrix that is nearly singular gives what
  ///   rounding leaves, as everywhere.
  /// - Complexity: O(n^3 + n^2 m) per matrix.
  ///
  /// Source: M. B. Giles, *Collected matrix derivative results for forward and reverse mode algorithmic differentiation* (2008), DOI
  /// 10.1007/978-3-540-68942-3_4.
  public func solve(_ right: Tensor) throws(LinearAlgebraError) -> Tensor {
    let (batch, count, _) = matrixShape(isSquare: true)
    if right.rank == 1 {
      return try solve(right.expandingDimension(at: 1)).reshaped(to: batch + [count])
    }
    let (other, rows, columns) = right.matrixShape()
    require(rows == count, "right sides of \(rows) rows for matrices of \(count)")
    let common = Shape.broadcast(batch, other)
    let parts = try luDecompositions()
    if let index = parts.firstIndex(where: { $0.isSingular }) { throw .singular(matrix: index) }
    let places = Tensor<Int>(Array(parts.indices), shape: batch).broadcast(to: common).elements
    return broadcast(to: common + [count, count])
      .solving(right.broadcast(to: common + [rows, columns]), by: places.map { parts[$0] })
  }

  /// The inverses of square matrices, [..., n, n].
  ///
  /// To solve A X = B, ``solve(_:)`` is faster and has fewer roundings. With Y = A^-1 and its cotangent G, that of A is -Y^T G Y^T.
  ///
  /// - Throws: as ``solve(_:)``.
  /// - Complexity: O(n^3) per matrix.
  public func inverse() throws(LinearAlgebraError) -> Tensor {
    let (_, count, _) = matrixShape(isSquare: true)
    return try solve(.identity(count))
  }

  /// X with T X = B, or T^T X = B, for triangles T of the square matrices of this tensor, [..., n, n]; the other triangle is not read.
  ///
  /// A 0 on the diagonal divides: the result is infinite or NaN, as PyTorch's.
  ///
  /// - Parameters:
  ///   - right: B, [n], or [..., n, m]; leading axes broadcast.
  ///   - isLower: which triangle.
  ///   - isTransposed: whether the triangle's transpose is meant.
  ///   - hasUnitDiagonal: whether the diagonal counts as ones, and is not read.
  /// - Complexity: O(n^2 m) per matrix.
  public func triangularSolve(
    _ right: Tensor, isLower: Bool, isTransposed: Bool = false, hasUnitDiagonal: Bool = false
  ) -> Tensor {
    let (batch, count, _) = matrixShape(isSquare: true)
    if right.rank == 1 {
      return triangularSolve(
        right.expandingDimension(at: 1), isLower: isLower, isTransposed: isTransposed, hasUnitDiagonal: hasUnitDiagonal
      ).reshaped(to: batch + [count])
    }
    let (other, rows, columns) = right.matrixShape()
    require(rows == count, "right sides of \(rows) rows for matrices of \(count)")
    let common = Shape.broadcast(batch, other)
    let (a, b) = (broadcast(to: common + [count, count]), right.broadcast(to: common + [rows, columns]))
    let solutions = zip(a.workMatrices(), b.workMatrices()).map {
      $0.triangularSolution($1, isLower: isLower, isTransposed: isTransposed, hasUnitDiagonal: hasUnitDiagonal)
    }
    let value = Tensor(solutions, batch: common, rows: count, columns: columns)
    return .withMatrixPullback(of: [a, b], value: value) { cotangent, inputs in
      func solved(_ right: Tensor, _ isTransposed: Bool) -> Tensor {
        inputs[0].triangularSolve(
          right, isLower: isLower, isTransposed: isTransposed, hasUnitDiagonal: hasUnitDiagonal)
      }
      let x = inputs[0].isRecorded || inputs[1].isRecorded ? solved(inputs[1], isTransposed) : value
      let right = solved(cotangent, !isTransposed)
      let product =
        isTransposed ? x.matrixProduct(right.transposedMatrices()) : right.matrixProduct(x.transposedMatrices())
      let edge = hasUnitDiagonal ? 1 : 0
      return [isLower ? -product.lowerTriangle(offset: -edge) : -product.upperTriangle(offset: edge), right]
    }
  }

  /// A^-1 B, or A^-T B, of batches of one shape, of matrices that are known to be regular, with their decompositions.
  func solving(_ right: Tensor, by parts: [LUDecomposition], isTransposed: Bool = false) -> Tensor {
    let solutions = zip(parts, right.workMatrices()).map { $0.solve($1, isTransposed: isTransposed) }
    let (batch, rows, columns) = right.matrixShape()
    let value = Tensor(solutions, batch: batch, rows: rows, columns: columns)
    return .withMatrixPullback(of: [self, right], value: value) { cotangent, inputs in
      let isNested = inputs[0].isRecorded || inputs[1].isRecorded
      let x = isNested ? inputs[0].solving(inputs[1], by: parts, isTransposed: isTransposed) : value
      let right = inputs[0].solving(cotangent, by: parts, isTransposed: !isTransposed)
      return [
        isTransposed ? -x.matrixProduct(right.transposedMatrices()) : -right.matrixProduct(x.transposedMatrices()),
        right,
      ]
    }
  }

  func luDecompositions() throws(LinearAlgebraError) -> [LUDecomposition] {
    try finiteMatrices().map { $0.luDecomposition() }
  }
}
