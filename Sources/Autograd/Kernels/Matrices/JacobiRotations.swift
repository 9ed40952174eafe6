/// Decompositions by plane rotations, which are slow and exact: every value comes out to the last digits that the matrix determines.
enum JacobiRotations {
  /// They converge quadratically, in six to ten sweeps.
  private static let sweeps = 64
  /// From this sweep on, what is small beside the whole matrix is small enough: of an indefinite matrix a diagonal element may be 0.
  private static let patience = 8

  /// Eigenvalues of a symmetric matrix in ascending order, and eigenvectors as columns; of each the element of largest magnitude is
  /// positive.
  ///
  /// Source: J. Demmel and K. Veselić, *Jacobi's method is more accurate than QR* (1992), DOI 10.1137/0613074.
  static func eigen(_ matrix: WorkMatrix) -> (values: [Double], vectors: WorkMatrix) {
    let (count, unit) = (matrix.rows, matrix.unit)
    var a = matrix
    for index in a.elements.indices { a.elements[index] /= unit }
    // Vectors as rows, which lie side by side.
    var vectors = WorkMatrix.identity(count)
    for sweep in 0..<sweeps {
      let enough = sweep < patience ? 0x1p-900 : 0x1p-56
      var isDone = true
      for p in 0..<count {
        for q in (p + 1)..<Swift.max(count, p + 1) {
          let (x, y, off) = (a[p, p], a[q, q], a[p, q])
          if off.magnitude <= Swift.max(0x1p-54 * (x.magnitude * y.magnitude).squareRoot(), enough) { continue }
          isDone = false
          let (cosine, sine) = rotation(x, y, off)
          a[q, p] = off
          a.rotateRows(p, q, cosine: cosine, sine: sine)
          a.turnSymmetrically(p, q, cosine: cosine, sine: sine)
          vectors.rotateRows(p, q, cosine: cosine, sine: sine)
        }
        // Column p is row p, which no other row was turned with meanwhile.
        for row in 0..<count { a[row, p] = a[p, row] }
      }
      if isDone { break }
    }
    let order = (0..<count).sorted { a[$0, $0] == a[$1, $1] ? $0 < $1 : a[$0, $0] < a[$1, $1] }
    var sorted = vectors.selectingRows(order)
    for row in 0..<count where sorted.isTurned(row) { sorted.scaleRow(row, by: -1) }
    return (order.map { a[$0, $0] * unit }, sorted.transposed)
  }

  /// U [m, k], singular values in descending order, and V [n, k], with k the smaller of m and n; of each column of U the element of
  /// largest magnitude is positive.
  ///
  /// One-sided: the columns are turned until they are orthogonal.
  ///
  /// Source: M. R. Hestenes, *Inversion of matrices by biorthogonalization and related results* (1958), DOI 10.1137/0106005.
  static func singular(_ matrix: WorkMatrix) -> (u: WorkMatrix, values: [Double], v: WorkMatrix) {
    let isTall = matrix.rows >= matrix.columns
    var (left, values, right) = singularRows(isTall ? matrix.transposed : matrix)
    if !isTall { swap(&left, &right) }
    for row in values.indices where left.isTurned(row) {
      left.scaleRow(row, by: -1)
      right.scaleRow(row, by: -1)
    }
    return (left.transposed, values, right.transposed)
  }

  /// Of a tall matrix's transpose, whose rows lie side by side; U and V likewise.
  private static func singularRows(_ matrix: WorkMatrix) -> (u: WorkMatrix, values: [Double], v: WorkMatrix) {
    let (count, unit) = (matrix.rows, matrix.unit)
    var u = matrix
    for index in u.elements.indices { u.elements[index] /= unit }
    var v = WorkMatrix.identity(count)
    for _ in 0..<sweeps {
      var isDone = true
      // Afresh in every sweep, and kept up to date within it.
      var squares = (0..<count).map { u.product(ofRows: $0, $0) }
      for p in 0..<count {
        for q in (p + 1)..<Swift.max(count, p + 1) {
          let off = u.product(ofRows: p, q)
          if off.magnitude <= Swift.max(0x1p-51 * (squares[p] * squares[q]).squareRoot(), 0x1p-900) { continue }
          isDone = false
          let (cosine, sine) = rotation(squares[p], squares[q], off)
          (squares[p], squares[q]) = u.rotateMeasuredRows(p, q, cosine: cosine, sine: sine)
          v.rotateRows(p, q, cosine: cosine, sine: sine)
        }
      }
      if isDone { break }
    }
    let norms = (0..<count).map { u.product(ofRows: $0, $0).squareRoot() }
    let order = (0..<count).sorted { norms[$0] == norms[$1] ? $0 < $1 : norms[$0] > norms[$1] }
    var (left, right) = (u.selectingRows(order), v.selectingRows(order))
    for (row, place) in order.enumerated() {
      if norms[place] > 0x1p-450 {
        left.scaleRow(row, by: 1 / norms[place])
      } else {
        left.completeRow(row)
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
  /// What a symmetric matrix becomes, of whose rows two were turned: the columns are those rows, and where both meet they are turned again.
  /// Column p is left to the caller.
  fileprivate mutating func turnSymmetrically(_ p: Int, _ q: Int, cosine: Double, sine: Double) {
    let (pp, pq, qp, qq) = (self[p, p], self[p, q], self[q, p], self[q, q])
    elements.withUnsafeMutableBufferPointer { x in
      for row in 0..<rows { x[row * columns + q] = x[q * columns + row] }
    }
    self[p, p] = cosine * pp - sine * pq
    self[q, q] = sine * qp + cosine * qq
    (self[p, q], self[q, p]) = (0, 0)
  }

  /// Makes a row a unit vector orthogonal to those before it: what is left of the first axis of which most is left.
  fileprivate mutating func completeRow(_ row: Int) {
    var (best, bestSquare) = (0, -1.0)
    for axis in 0..<columns {
      let square = 1 - (0..<row).reduce(0) { $0 + self[$1, axis] * self[$1, axis] }
      if square > bestSquare { (best, bestSquare) = (axis, square) }
    }
    for axis in 0..<columns { self[row, axis] = axis == best ? 1 : 0 }
    // Twice is enough.
    for _ in 0..<2 {
      for other in 0..<row {
        let product = product(ofRows: other, row)
        for axis in 0..<columns { self[row, axis] -= product * self[other, axis] }
      }
    }
    scaleRow(row, by: 1 / product(ofRows: row, row).squareRoot())
  }
}
