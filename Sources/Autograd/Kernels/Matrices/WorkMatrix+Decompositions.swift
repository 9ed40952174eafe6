// Every decomposition by the library in use, where it is meant for matrices of this size, or else by this module's kernels.
extension WorkMatrix {
  private var functions: MatrixFunctions? {
    guard let library = LinearAlgebraLibrary.current, Swift.min(rows, columns) >= Swift.max(library.leastSize, 1) else {
      return nil
    }
    return library.functions
  }

  /// P A = L U.
  func luDecomposition() -> LUDecomposition { functions?.lu(self) ?? LUDecomposition(self) }

  /// The lower triangle L with L L^T of this symmetric matrix; else the order of the first leading minor that is not positive.
  func choleskyDecomposition() -> Result<WorkMatrix, NotPositive> { functions?.cholesky(self) ?? choleskyFactor() }

  /// Q with orthonormal columns and R, upper triangular, of a matrix with at least as many rows as columns.
  func qrDecomposition() -> (q: WorkMatrix, r: WorkMatrix) {
    guard let (found, unit) = inUnits({ $0.qr($1) }) else { return qr() }
    let (q, scaled) = found
    var r = scaled
    for index in r.elements.indices { r.elements[index] *= unit }
    return (q, r)
  }

  /// Eigenvalues of this symmetric matrix in ascending order, and eigenvectors as columns; of each the element of largest magnitude is
  /// positive.
  func eigenDecomposition() -> (values: [Double], vectors: WorkMatrix) {
    guard let (found, unit) = inUnits({ $0.eigen($1) }) else { return JacobiRotations.eigen(self) }
    var (values, rows) = found
    for row in 0..<rows.rows where rows.isTurned(row) { rows.scaleRow(row, by: -1) }
    for index in values.indices { values[index] *= unit }
    return (values, rows.transposed)
  }

  /// U [m, k], singular values in descending order, and V [n, k]; of each column of U the element of largest magnitude is positive.
  func singularValueDecomposition() -> (u: WorkMatrix, values: [Double], v: WorkMatrix) {
    guard let (found, unit) = inUnits({ $0.singular($1) }) else { return JacobiRotations.singular(self) }
    var (left, values, right) = found
    for row in values.indices where left.isTurned(row) {
      left.scaleRow(row, by: -1)
      right.scaleRow(row, by: -1)
    }
    for index in values.indices { values[index] *= unit }
    return (left.transposed, values, right.transposed)
  }

  /// The inverse of a triangle of this square matrix, or of its transpose, times the columns of another one. A 0 on the diagonal divides.
  func triangularSolution(_ right: WorkMatrix, isLower: Bool, isTransposed: Bool, hasUnitDiagonal: Bool) -> WorkMatrix {
    if let functions, !right.elements.isEmpty, isRegularTriangle(hasUnitDiagonal), right.isFinite, isFinite,
      let solution = functions.triangularSolve(self, right, isLower, isTransposed, hasUnitDiagonal)
    {
      return solution
    }
    return solvingTriangle(right, isLower: isLower, isTransposed: isTransposed, hasUnitDiagonal: hasUnitDiagonal)
  }

  private func isRegularTriangle(_ hasUnitDiagonal: Bool) -> Bool {
    hasUnitDiagonal || (0..<rows).allSatisfy { self[$0, $0] != 0 }
  }

  private var isFinite: Bool { elements.allSatisfy { $0.isFinite } }

  /// What the library in use finds of this matrix divided by its unit, and the unit; nil without one, or where that gives up.
  private func inUnits<Found>(_ body: (MatrixFunctions, WorkMatrix) -> Found?) -> (found: Found, unit: Double)? {
    guard let functions else { return nil }
    let unit = self.unit
    return body(functions, divided(by: unit)).map { ($0, unit) }
  }

  private func divided(by unit: Double) -> WorkMatrix {
    unit == 1 ? self : WorkMatrix(rows: rows, columns: columns, elements: elements.map { $0 / unit })
  }
}
