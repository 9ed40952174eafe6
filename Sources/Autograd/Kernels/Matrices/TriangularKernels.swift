extension WorkMatrix {
  /// The inverse of a triangle of this square matrix, or of its transpose, times the columns of another one. A 0 on the diagonal divides.
  func solvingTriangle(_ right: WorkMatrix, isLower: Bool, isTransposed: Bool, hasUnitDiagonal: Bool) -> WorkMatrix {
    var x = right
    let runsDown = isLower != isTransposed
    for step in 0..<rows {
      let row = runsDown ? step : rows - 1 - step
      var other = runsDown ? 0 : row + 1
      let end = runsDown ? row : rows
      func factor(_ other: Int) -> Double { isTransposed ? self[other, row] : self[row, other] }
      while other + 4 <= end {
        x.subtract(
          factor(other), factor(other + 1), factor(other + 2), factor(other + 3), timesRowsFrom: other, fromRow: row,
          columns: 0..<x.columns)
        other += 4
      }
      while other < end {
        x.subtract(factor(other), timesRow: other, fromRow: row, columns: 0..<x.columns)
        other += 1
      }
      if hasUnitDiagonal { continue }
      for column in 0..<x.columns { x[row, column] /= self[row, row] }
    }
    return x
  }

  /// The lower triangle L with L L^T of this symmetric matrix; else the order of the first leading minor that is not positive.
  ///
  /// Row by row of the transpose, of which four at a time are subtracted from those below, each in its turn.
  func choleskyFactor() -> Result<WorkMatrix, NotPositive> {
    var factor = self
    for row in 0..<rows {
      // What rows before this group have left of it is subtracted already.
      let first = row & ~3
      for other in first..<row {
        factor.subtract(factor[other, row], timesRow: other, fromRow: row, columns: row..<rows)
      }
      let rest = factor[row, row]
      guard rest > 0 else { return .failure(NotPositive(order: row + 1)) }
      let root = rest.squareRoot()
      factor[row, row] = root
      factor.divideRow(row, by: root, columns: (row + 1)..<rows)
      guard row - first == 3 else { continue }
      for below in (row + 1)..<Swift.max(rows, row + 1) {
        factor.subtract(
          factor[first, below], factor[first + 1, below], factor[first + 2, below], factor[first + 3, below],
          timesRowsFrom: first, fromRow: below, columns: below..<rows)
      }
    }
    var result = factor.transposed
    for row in 0..<rows { for column in (row + 1)..<Swift.max(rows, row + 1) { result[row, column] = 0 } }
    return .success(result)
  }

  package struct NotPositive: Error {
    let order: Int

    package init(order: Int) { self.order = order }
  }
}
