extension WorkMatrix {
  /// Q [m, k] with orthonormal columns and R [k, n], upper triangular, whose product is this matrix; k is the smaller of m and n.
  ///
  /// By reflections, with LAPACK's signs: a diagonal element of R is positive where the column's rest had a negative first element.
  ///
  /// Source: G. H. Golub and C. F. Van Loan, *Matrix Computations* (2013), section 5.2.
  func qr() -> (q: WorkMatrix, r: WorkMatrix) {
    let count = Swift.min(rows, columns)
    var work = self
    // Reflections I - v v^T / h, v below and on the diagonal.
    var (vectors, halves) = (WorkMatrix(rows: rows, columns: count), [Double](repeating: 0, count: count))
    let unit = self.unit
    for index in work.elements.indices { work.elements[index] /= unit }
    for column in 0..<count {
      let largest = (column..<rows).reduce(0) { Swift.max($0, work[$1, column].magnitude) }
      let below = ((column + 1)..<Swift.max(rows, column + 1)).contains { work[$0, column] != 0 }
      guard below, largest > 0 else { continue }
      let scale = largest.binade
      var square = 0.0
      for row in column..<rows {
        vectors[row, column] = work[row, column] / scale
        square += vectors[row, column] * vectors[row, column]
      }
      let norm = square.squareRoot()
      let first = vectors[column, column]
      let end = first < 0 ? norm : -norm
      vectors[column, column] = first - end
      // v^T v / 2, without cancellation.
      halves[column] = norm * (norm + first.magnitude)
      work.reflect(by: vectors, column, halves[column], columns: (column + 1)..<Swift.max(columns, column + 1))
      work[column, column] = end * scale
      for row in (column + 1)..<rows { work[row, column] = 0 }
    }
    var q = WorkMatrix(rows: rows, columns: count)
    for index in 0..<count { q[index, index] = 1 }
    for column in (0..<count).reversed() where halves[column] > 0 {
      q.reflect(by: vectors, column, halves[column], columns: column..<count)
    }
    var r = WorkMatrix(rows: count, columns: columns)
    for row in 0..<count {
      for column in row..<Swift.max(columns, row) { r[row, column] = work[row, column] * unit }
    }
    return (q, r)
  }

  private mutating func reflect(by vectors: WorkMatrix, _ index: Int, _ half: Double, columns range: Range<Int>) {
    var products = [Double](repeating: 0, count: columns)
    products.withUnsafeMutableBufferPointer { products in
      elements.withUnsafeMutableBufferPointer { x in
        // Row by row, as the elements lie.
        var row = index
        while row + 4 <= rows {
          let (f0, f1, f2, f3) = (
            vectors[row, index], vectors[row + 1, index], vectors[row + 2, index], vectors[row + 3, index]
          )
          let x0 = x.baseAddress! + row * columns
          let (x1, x2, x3) = (x0 + columns, x0 + 2 * columns, x0 + 3 * columns)
          for column in range {
            products[column] =
              (((products[column] + f0 * x0[column]) + f1 * x1[column]) + f2 * x2[column]) + f3 * x3[column]
          }
          row += 4
        }
        while row < rows {
          let (factor, start) = (vectors[row, index], row * columns)
          for column in range { products[column] += factor * x[start + column] }
          row += 1
        }
        for row in index..<rows {
          let (factor, start) = (vectors[row, index] / half, row * columns)
          for column in range { x[start + column] -= factor * products[column] }
        }
      }
    }
  }
}
