/// Decompositions by plane rotations, which are slow and exact: every value comes out to the last digits that the matrix determines.
enum JacobiRotations {
  /// Sweeps after which nothing moves any more, by far: they converge quadratically, in six to ten.
  private static let sweeps = 64

  /// Eigenvalues of a symmetric matrix in ascending order, and eigenvectors as columns; of each the element of largest magnitude is
  /// positive.
  ///
  /// Source: J. Demmel and K. Veselić, *Jacobi's method is more accurate than QR* (1992), DOI 10.1137/0613074.
  static func eigen(_ matrix: WorkMatrix) -> (values: [Double], vectors: WorkMatrix) {
    let (count, unit) = (matrix.rows, matrix.unit)
    var a = matrix
    for index in a.elements.indices { a.elements[index] /= unit }
    var vectors = WorkMatrix.identity(count)
    for _ in 0..<sweeps {
      var isDone = true
      for p in 0..<count {
        for q in (p + 1)..<Swift.max(count, p + 1) {
          let (x, y, off) = (a[p, p], a[q, q], a[p, q])
          if off.magnitude <= 0x1p-54 * (x.magnitude * y.magnitude).squareRoot() || off.magnitude < 0x1p-900 {
            continue
          }
          isDone = false
          let (cosine, sine) = rotation(x, y, off)
          a.rotateColumns(p, q, cosine: cosine, sine: sine)
          a.rotateRows(p, q, cosine: cosine, sine: sine)
          (a[p, q], a[q, p]) = (0, 0)
          vectors.rotateColumns(p, q, cosine: cosine, sine: sine)
        }
      }
      if isDone { break }
    }
    let order = (0..<count).sorted { a[$0, $0] == a[$1, $1] ? $0 < $1 : a[$0, $0] < a[$1, $1] }
    var sorted = vectors.selectingColumns(order)
    for column in 0..<count where sorted.isTurned(column) { sorted.scaleColumn(column, by: -1) }
    return (order.map { a[$0, $0] * unit }, sorted)
  }

  /// U [m, k], singular values in descending order, and V [n, k], with k the smaller of m and n; of each column of U the element of
  /// largest magnitude is positive.
  ///
  /// One-sided: the columns are turned until they are orthogonal.
  ///
  /// Source: M. R. Hestenes, *Inversion of matrices by biorthogonalization and related results* (1958), DOI 10.1137/0106005.
  static func singular(_ matrix: WorkMatrix) -> (u: WorkMatrix, values: [Double], v: WorkMatrix) {
    if matrix.rows < matrix.columns {
      var (v, values, u) = singular(matrix.transposed)
      for column in values.indices where u.isTurned(column) {
        u.scaleColumn(column, by: -1)
        v.scaleColumn(column, by: -1)
      }
      return (u, values, v)
    }
    let (count, unit) = (matrix.columns, matrix.unit)
    var u = matrix
    for index in u.elements.indices { u.elements[index] /= unit }
    var v = WorkMatrix.identity(count)
    for _ in 0..<sweeps {
      var isDone = true
      for p in 0..<count {
        for q in (p + 1)..<Swift.max(count, p + 1) {
          let (x, y, off) = (u.product(ofColumns: p, p), u.product(ofColumns: q, q), u.product(ofColumns: p, q))
          if off.magnitude <= 0x1p-51 * (x * y).squareRoot() || off.magnitude < 0x1p-900 { continue }
          isDone = false
          let (cosine, sine) = rotation(x, y, off)
          u.rotateColumns(p, q, cosine: cosine, sine: sine)
          v.rotateColumns(p, q, cosine: cosine, sine: sine)
        }
      }
      if isDone { break }
    }
    let norms = (0..<count).map { u.product(ofColumns: $0, $0).squareRoot() }
    let order = (0..<count).sorted { norms[$0] == norms[$1] ? $0 < $1 : norms[$0] > norms[$1] }
    var (left, right) = (u.selectingColumns(order), v.selectingColumns(order))
    for (column, place) in order.enumerated() {
      if norms[place] > 0x1p-450 {
        left.scaleColumn(column, by: 1 / norms[place])
      } else {
        left.completeColumn(column)
      }
      if left.isTurned(column) {
        left.scaleColumn(column, by: -1)
        right.scaleColumn(column, by: -1)
      }
    }
    return (left, order.map { norms[$0] > 0x1p-450 ? norms[$0] * unit : 0 }, right)
  }

  /// The turn after which two columns with these squares and this product are orthogonal: by at most 45 degrees.
  private static func rotation(_ x: Double, _ y: Double, _ off: Double) -> (cosine: Double, sine: Double) {
    let slope = (y - x) / (2 * off)
    let tangent =
      slope.magnitude > 0x1p500
      ? 0.5 / slope : (slope < 0 ? -1 : 1) / (slope.magnitude + (1 + slope * slope).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    return (cosine, cosine * tangent)
  }
}

extension WorkMatrix {
  fileprivate mutating func rotateRows(_ a: Int, _ b: Int, cosine: Double, sine: Double) {
    for column in 0..<columns {
      let (left, right) = (self[a, column], self[b, column])
      self[a, column] = cosine * left - sine * right
      self[b, column] = sine * left + cosine * right
    }
  }

  /// Makes a column a unit vector orthogonal to those before it: what is left of the first axis of which most is left.
  fileprivate mutating func completeColumn(_ column: Int) {
    var (best, bestSquare) = (0, -1.0)
    for axis in 0..<rows {
      let square = 1 - (0..<column).reduce(0) { $0 + self[axis, $1] * self[axis, $1] }
      if square > bestSquare { (best, bestSquare) = (axis, square) }
    }
    for row in 0..<rows { self[row, column] = row == best ? 1 : 0 }
    // Twice is enough.
    for _ in 0..<2 {
      for other in 0..<column {
        let product = product(ofColumns: other, column)
        for row in 0..<rows { self[row, column] -= product * self[row, other] }
      }
    }
    scaleColumn(column, by: 1 / product(ofColumns: column, column).squareRoot())
  }
}
