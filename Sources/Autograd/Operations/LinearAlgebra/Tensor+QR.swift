extension Tensor where Element: TensorScalar {
  /// Q with orthonormal columns, [..., m, k], and R, upper triangular, [..., k, n], with Q R = A for matrices A, [..., m, n]; k is the
  /// smaller of m and n.
  ///
  /// By Householder's reflections, in Double; the signs are LAPACK's. The gradient needs the first k columns to be independent: else it
  /// is infinite or NaN, since Q is then not determined.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(matrix:)``.
  /// - Complexity: O(m n k) per matrix.
  ///
  /// Source: M. Seeger, A. Hetzel, Z. Dai, E. Meissner, N. D. Lawrence, *Auto-differentiating linear algebra* (2017), arXiv 1710.08717.
  public func qr() throws(LinearAlgebraError) -> (q: Tensor, r: Tensor) {
    let (_, rows, columns) = matrixShape()
    _ = try finiteMatrices()
    if rows >= columns { return tallQR() }
    // Q is that of the square on the left.
    let (q, r) = self[.rest, ..<rows].tallQR()
    let rest = q.transposedMatrices().matrixProduct(self[.rest, rows...])
    return (q, .concatenated([r, rest], alongAxis: -1))
  }

  /// Of at least as many rows as columns.
  private func tallQR() -> (q: Tensor, r: Tensor) {
    let (batch, rows, columns) = matrixShape()
    let parts = workMatrices().map { $0.qrDecomposition() }
    let q = Tensor(parts.map { $0.q }, batch: batch, rows: rows, columns: columns)
    let r = Tensor(parts.map { $0.r }, batch: batch, rows: columns, columns: columns)
    // One result, Q above R: an operation on the tape has one.
    let both = Tensor.withMatrixPullback(of: [self], value: .concatenated([q, r], alongAxis: -2)) { cotangent, inputs in
      let (q, r) = inputs[0].isRecorded ? inputs[0].tallQR() : (q, r)
      let (ofQ, ofR) = (cotangent[.rest, ..<rows, .all], cotangent[.rest, rows..., .all].upperTriangle())
      let product =
        r.matrixProduct(ofR.transposedMatrices()) - ofQ.transposedMatrices().matrixProduct(q)
      let mirrored = product.lowerTriangle() + product.lowerTriangle(offset: -1).transposedMatrices()
      let right = ofQ + q.matrixProduct(mirrored)
      return [r.triangularSolve(right.transposedMatrices(), isLower: false).transposedMatrices()]
    }
    return (both[.rest, ..<rows, .all], both[.rest, rows..., .all])
  }

  /// The x that make |A x - b| least, for matrices A of full rank, [..., m, n]: by QR. Of m < n, where many x have no error at all, the
  /// shortest.
  ///
  /// - Parameter right: b, [m], or [..., m, p]; leading axes broadcast.
  /// - Returns: [n] per matrix for a vector, else [..., n, p].
  /// - Throws: ``LinearAlgebraError`` where a matrix is not finite, or a diagonal element of R is below 2^-52 max(m, n) times the
  ///   largest (in Float 2^-23): then the rank is not full.
  /// - Complexity: O(m n min(m, n)) per matrix.
  public func leastSquares(_ right: Tensor) throws(LinearAlgebraError) -> Tensor {
    let (batch, rows, columns) = matrixShape()
    if right.rank == 1 {
      return try leastSquares(right.expandingDimension(at: 1)).reshaped(to: batch + [columns])
    }
    let isTall = rows >= columns
    let (q, r) = try (isTall ? self : transposedMatrices()).qr()
    let count = Swift.min(rows, columns)
    let diagonals = r.constant.diagonal().abs().elements
    for matrix in 0..<(count == 0 ? 0 : diagonals.count / count) {
      let row = diagonals[(matrix * count)..<((matrix + 1) * count)]
      let (least, most) = (row.min() ?? 1, row.max() ?? 1)
      if !(least > most * Element.ulpOfOne * Element(Swift.max(rows, columns))) {
        throw .rankDeficient(matrix: matrix)
      }
    }
    if isTall { return r.triangularSolve(q.transposedMatrices().matrixProduct(right), isLower: false) }
    return q.matrixProduct(r.triangularSolve(right, isLower: false, isTransposed: true))
  }
}
