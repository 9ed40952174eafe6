internal import Autograd

// Factors that solve systems. A matrix that lies row by row is the transpose of one that lies column by column.
extension LAPACKFunctions {
  /// P A = L U.
  func lu(_ matrix: WorkMatrix) -> LUDecomposition? {
    guard let count = Int32(exactly: matrix.rows) else { return nil }
    var (a, status) = (matrix.transposed, Int32(0))
    var exchanges = [Int32](repeating: 0, count: matrix.rows)
    lu([count], [count], &a.elements, [count], &exchanges, &status)
    // (Above 0: a pivot is 0.)
    return status < 0 ? nil : LUDecomposition(factors: a.transposed, exchanges: exchanges.map { Int($0) - 1 })
  }

  /// L with L L^T of a symmetric matrix: by columns it is the upper triangle.
  func cholesky(_ matrix: WorkMatrix) -> Result<WorkMatrix, WorkMatrix.NotPositive>? {
    guard let count = Int32(exactly: matrix.rows) else { return nil }
    var (factor, status) = (matrix, Int32(0))
    cholesky("U", [count], &factor.elements, [count], &status, 1)
    if status < 0 { return nil }
    if status > 0 { return .failure(WorkMatrix.NotPositive(order: Int(status))) }
    factor.elements.withUnsafeMutableBufferPointer { x in
      for row in 0..<matrix.rows {
        x[(row * matrix.rows + row + 1)..<((row + 1) * matrix.rows)].update(repeating: 0)
      }
    }
    return .success(factor)
  }

  /// T X = B as X^T T^T = B^T, the transposes lying column by column.
  func triangularSolve(
    _ triangle: WorkMatrix, _ right: WorkMatrix, _ isLower: Bool, _ isTransposed: Bool, _ hasUnitDiagonal: Bool
  ) -> WorkMatrix? {
    guard let count = Int32(exactly: triangle.rows), let columns = Int32(exactly: right.columns) else { return nil }
    var x = right
    triangularSolve(
      "R", isLower ? "U" : "L", isTransposed ? "T" : "N", hasUnitDiagonal ? "U" : "N", [columns], [count], [1],
      triangle.elements, [count], &x.elements, [columns], 1, 1, 1, 1)
    return x
  }
}
