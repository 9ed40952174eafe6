internal import Matrices

/// The orthogonal matrix that is nearest to a square one, and that maximises the trace of its transpose times it: the rotation of
/// Procrustes.
///
/// Newton's iteration X <- (m X + X⁻ᵀ / m) / 2 with factors m that bring the norms of both terms together: N. J. Higham, *Computing the
/// polar decomposition, with applications* (1986), DOI 10.1137/0907079.
///
/// - Complexity: about 20 n^3 operations. Memory: three matrices.
enum PolarFactor {
  /// nil where the matrix is singular, or all but.
  static func orthogonal(nearestTo matrix: Matrix<Double>) -> Matrix<Double>? {
    let n = matrix.rows
    var x = matrix.elements
    for _ in 0..<40 {
      guard let inverse = inverse(x, n) else { return nil }
      let factor = (norm(inverse) / norm(x)).squareRoot()
      guard factor.isFinite, factor > 0 else { return nil }
      var change = 0.0
      for row in 0..<n {
        for column in 0..<n {
          let value = (x[row * n + column] * factor + inverse[column * n + row] / factor) / 2
          change = max(change, (value - x[row * n + column]).magnitude)
          x[row * n + column] = value
        }
      }
      if change <= 0x1p-48 { break }
    }
    return Matrix(rows: n, columns: n, elements: x)
  }

  private static func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// By Gauss and Jordan, with row exchanges.
  private static func inverse(_ matrix: [Double], _ n: Int) -> [Double]? {
    var (a, b) = (matrix, [Double](repeating: 0, count: n * n))
    for row in 0..<n { b[row * n + row] = 1 }
    let isRegular = a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return true }
        for step in 0..<n {
          let pivot = (step..<n).max { a[$0 * n + step].magnitude < a[$1 * n + step].magnitude } ?? step
          let value = a[pivot * n + step]
          guard value != 0, value.isFinite else { return false }
          if pivot != step {
            for column in 0..<n {
              (a[pivot * n + column], a[step * n + column]) = (a[step * n + column], a[pivot * n + column])
              (b[pivot * n + column], b[step * n + column]) = (b[step * n + column], b[pivot * n + column])
            }
          }
          let inverse = 1 / value
          for column in 0..<n {
            a[step * n + column] *= inverse
            b[step * n + column] *= inverse
          }
          for row in 0..<n where row != step {
            let factor = a[row * n + step]
            guard factor != 0 else { continue }
            let (to, from, toInverse, fromInverse) = (a + row * n, a + step * n, b + row * n, b + step * n)
            for column in step..<n { to[column] -= factor * from[column] }
            for column in 0..<n { toInverse[column] -= factor * fromInverse[column] }
          }
        }
        return true
      }
    }
    return isRegular ? b : nil
  }
}
