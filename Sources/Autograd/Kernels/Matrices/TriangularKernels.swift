extension WorkMatrix {
  /// The inverse of a triangle of this square matrix, or of its transpose, times the columns of another one. A 0 on the diagonal divides.
  func solvingTriangle(_ right: WorkMatrix, isLower: Bool, isTransposed: Bool, hasUnitDiagonal: Bool) -> WorkMatrix {
    var x = right
    let runsDown = isLower != isTransposed
    for step in 0..<rows {
      let row = runsDown ? step : rows - 1 - step
      for other in runsDown ? 0..<row : (row + 1)..<Swift.max(rows, row + 1) {
        x.subtract(isTransposed ? self[other, row] : self[row, other], timesRow: other, fromRow: row)
      }
      if hasUnitDiagonal { continue }
      for column in 0..<x.columns { x[row, column] /= self[row, row] }
    }
    return x
  }

  /// The lower triangle L with L L^T of this symmetric matrix; else the order of the first leading minor that is not positive.
  func choleskyFactor() -> Result<WorkMatrix, NotPositive> {
    var factor = WorkMatrix(rows: rows, columns: rows)
    for row in 0..<rows {
      for column in 0...row {
        var rest = self[row, column]
        for place in 0..<column { rest -= factor[row, place] * factor[column, place] }
        if row != column {
          factor[row, column] = rest / factor[column, column]
        } else if rest > 0 {
          factor[row, row] = rest.squareRoot()
        } else {
          return .failure(NotPositive(order: row + 1))
        }
      }
    }
    return .success(factor)
  }

  package struct NotPositive: Error {
    let order: Int

    package init(order: Int) { self.order = order }
  }
}
