extension SymmetricEigenvalues {
  /// A number that the sum of the `count` smallest eigenvalues of `matrix` is not below, whatever has been computed here.
  ///
  /// With vectors Q (rows), values L and E = matrix - Q' L Q, each eigenvalue is that of Q' L Q, off by |E| at most (Weyl),
  /// which is one of L times a factor in 1 +- |Q Q' - 1| (Ostrowski). Both norms are measured, with what their own rounding
  /// may hide added.
  ///
  /// - Parameter norm: a bound of the matrix's Frobenius norm.
  func smallestSum(_ count: Int, of matrix: [Double], norm: Double) -> Double {
    let n = order
    let (error, defect) = measured(matrix)
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    let rounding = Double(n + 8) * 0x1p-52
    let off = error * (1 + rounding) + rounding * 2 * (norm + largest * Double(n))
    let factor = defect * (1 + rounding) + rounding * 2 * Double(n)
    var sum = 0.0
    for value in values.prefix(count) { sum += value - value.magnitude * factor - off }
    return sum - (sum.magnitude + largest * Double(count)) * Double(count + 4) * 0x1p-52
  }

  /// The Frobenius norms of E and of Q Q' - 1.
  private func measured(_ matrix: [Double]) -> (error: Double, defect: Double) {
    let n = order
    var (error, defect) = (0.0, 0.0)
    vectors.withUnsafeBufferPointer { q in
      matrix.withUnsafeBufferPointer { matrix in
        var row = [Double](repeating: 0, count: n)
        for i in 0..<n {
          for j in 0..<n { row[j] = matrix[i * n + j] }
          for l in 0..<n {
            let factor = q[l * n + i] * values[l]
            for j in 0..<n { row[j] -= factor * q[l * n + j] }
          }
          for j in 0..<n { error += row[j] * row[j] }
          for j in 0...i {
            var product = i == j ? -1.0 : 0
            for l in 0..<n { product += q[i * n + l] * q[j * n + l] }
            defect += (i == j ? 1 : 2) * product * product
          }
        }
      }
    }
    return (error.squareRoot(), defect.squareRoot())
  }
}
