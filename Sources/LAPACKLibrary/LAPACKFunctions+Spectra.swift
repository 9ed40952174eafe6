internal import Autograd

// Orthogonal factors.
extension LAPACKFunctions {
  /// Q and R of a matrix with at least as many rows as columns.
  func qr(_ matrix: WorkMatrix) -> (q: WorkMatrix, r: WorkMatrix)? {
    let count = matrix.columns
    guard let rows = Int32(exactly: matrix.rows), let columns = Int32(exactly: count) else { return nil }
    var (a, factors, status) = (matrix.transposed, [Double](repeating: 0, count: count), Int32(0))
    let isDone = Self.withWork { work, size in
      qr([rows], [columns], &a.elements, [rows], &factors, work, [size], &status)
      return status
    }
    guard isDone else { return nil }
    var r = WorkMatrix(rows: count, columns: count)
    for row in 0..<count {
      for column in row..<count { r.elements[row * count + column] = a.elements[column * matrix.rows + row] }
    }
    let isMade = Self.withWork { work, size in
      qrColumns([rows], [columns], [columns], &a.elements, [rows], &factors, work, [size], &status)
      return status
    }
    return isMade ? (a.transposed, r) : nil
  }

  /// Eigenvalues of a symmetric matrix, and its eigenvectors, which lie one after the other.
  func eigen(_ matrix: WorkMatrix) -> (values: [Double], rows: WorkMatrix)? {
    guard let count = Int32(exactly: matrix.rows), let integerCount = Int32(exactly: 3 + 5 * matrix.rows) else {
      return nil
    }
    var (a, values, status) = (matrix, [Double](repeating: 0, count: matrix.rows), Int32(0))
    var integers = [Int32](repeating: 0, count: Int(integerCount))
    let isDone = Self.withWork { work, size in
      // (A question about one size is one about both.)
      eigen(
        "V", "L", [count], &a.elements, [count], &values, work, [size], &integers, [size < 0 ? size : integerCount],
        &status, 1, 1)
      return status
    }
    return isDone ? (values, a) : nil
  }

  /// U^T, singular values and V^T: by columns the matrix is its transpose, whose left vectors are V.
  func singular(_ matrix: WorkMatrix) -> (left: WorkMatrix, values: [Double], right: WorkMatrix)? {
    let count = min(matrix.rows, matrix.columns)
    guard let rows = Int32(exactly: matrix.columns), let columns = Int32(exactly: matrix.rows),
      let least = Int32(exactly: count)
    else { return nil }
    var (a, values, status) = (matrix, [Double](repeating: 0, count: count), Int32(0))
    var (right, left) = (
      WorkMatrix(rows: count, columns: matrix.columns), WorkMatrix(rows: matrix.rows, columns: count)
    )
    var integers = [Int32](repeating: 0, count: 8 * count)
    let isDone = Self.withWork { work, size in
      singular(
        "S", [rows], [columns], &a.elements, [rows], &values, &right.elements, [rows], &left.elements, [least], work,
        [size], &integers, &status, 1)
      return status
    }
    return isDone ? (left.transposed, values, right) : nil
  }

  /// Calls a function with as much room as it asks for: first with the size -1, which is the question.
  ///
  /// - Returns: whether it succeeded.
  private static func withWork(_ body: (_ work: Numbers, _ size: Int32) -> Int32) -> Bool {
    var answer = 0.0
    guard body(&answer, -1) == 0, let size = Int32(exactly: max(1, answer.rounded(.up))) else { return false }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(size)) { work in
      work.baseAddress.map { body($0, size) == 0 } ?? false
    }
  }
}
