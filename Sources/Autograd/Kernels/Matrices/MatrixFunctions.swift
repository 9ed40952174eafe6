/// What a library computes in place of this module's own kernels, under their contracts, of matrices that are finite and have elements.
///
/// Each returns nil where the library gives up: then the kernels are asked. Signs of vectors are free.
package struct MatrixFunctions: Sendable {
  /// P A = L U of a square matrix.
  package var lu: @Sendable (_ matrix: WorkMatrix) -> LUDecomposition?
  /// L with L L^T = A of a symmetric matrix, or the order of the first leading minor that is not positive.
  package var cholesky: @Sendable (_ matrix: WorkMatrix) -> Result<WorkMatrix, WorkMatrix.NotPositive>?
  /// Q [m, n] and R [n, n], with LAPACK's signs, of a matrix with at least as many rows as columns.
  package var qr: @Sendable (_ matrix: WorkMatrix) -> (q: WorkMatrix, r: WorkMatrix)?
  /// Eigenvalues of a symmetric matrix in ascending order, and eigenvectors as rows.
  package var eigen: @Sendable (_ matrix: WorkMatrix) -> (values: [Double], rows: WorkMatrix)?
  /// U^T [k, m], singular values in descending order, and V^T [k, n] of a matrix [m, n], k the smaller of the two.
  package var singular: @Sendable (_ matrix: WorkMatrix) -> (left: WorkMatrix, values: [Double], right: WorkMatrix)?
  /// The inverse of a triangle, of whose diagonal no element is 0, or of its transpose, times the columns of another matrix.
  package var triangularSolve:
    @Sendable (
      _ triangle: WorkMatrix, _ right: WorkMatrix, _ isLower: Bool, _ isTransposed: Bool, _ hasUnitDiagonal: Bool
    ) -> WorkMatrix?

  package init(
    lu: @escaping @Sendable (WorkMatrix) -> LUDecomposition?,
    cholesky: @escaping @Sendable (WorkMatrix) -> Result<WorkMatrix, WorkMatrix.NotPositive>?,
    qr: @escaping @Sendable (WorkMatrix) -> (q: WorkMatrix, r: WorkMatrix)?,
    eigen: @escaping @Sendable (WorkMatrix) -> (values: [Double], rows: WorkMatrix)?,
    singular: @escaping @Sendable (WorkMatrix) -> (left: WorkMatrix, values: [Double], right: WorkMatrix)?,
    triangularSolve: @escaping @Sendable (WorkMatrix, WorkMatrix, Bool, Bool, Bool) -> WorkMatrix?
  ) {
    (self.lu, self.cholesky, self.qr, self.eigen) = (lu, cholesky, qr, eigen)
    (self.singular, self.triangularSolve) = (singular, triangularSolve)
  }
}
