/// A symmetric matrix by the rows of its lower triangle, [d (d + 1) / 2].
enum Triangle {
  static func place(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }

  /// The inverse of the Cholesky factor, by the rows of its lower triangle; or the column of which nothing but rounding is left
  /// beside the columns before it.
  ///
  /// - Complexity: O(d^3 / 3).
  static func inverseFactor(of elements: [Double], size d: Int) -> (inverse: [Double], singularColumn: Int?) {
    var factor = elements
    let column = factor.withUnsafeMutableBufferPointer { factorize($0.baseAddress!, d) }
    guard column == nil else { return ([], column) }
    let inverse = factor.withUnsafeBufferPointer { invert($0.baseAddress!, d) }
    return (inverse, inverse.firstIndex { !$0.isFinite }.map { min($0, d - 1) })
  }

  /// In place; the first column whose pivot is lost.
  private static func factorize(_ a: UnsafeMutablePointer<Double>, _ d: Int) -> Int? {
    for row in 0..<d {
      let line = a + place(row, 0)
      let variance = line[row]
      for column in 0...row {
        let other = a + place(column, 0)
        var rest = line[column]
        for index in 0..<column { rest -= line[index] * other[index] }
        if column < row {
          line[column] = rest / other[column]
        } else {
          // Not greater also where it is NaN.
          guard rest > Double(d) * 0x1p-52 * variance, rest.isFinite else { return row }
          line[column] = rest.squareRoot()
        }
      }
    }
    return nil
  }

  private static func invert(_ factor: UnsafePointer<Double>, _ d: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: place(d, 0)) { inverse, count in
      let inverse = inverse.baseAddress!
      for row in 0..<d {
        let (line, target) = (factor + place(row, 0), inverse + place(row, 0))
        for column in 0..<row { target[column] = 0 }
        // Row by row: minus the earlier rows of the inverse, by the factor's elements.
        for earlier in 0..<row {
          let other = inverse + place(earlier, 0)
          let element = line[earlier]
          for column in 0...earlier { target[column] -= element * other[column] }
        }
        for column in 0..<row { target[column] /= line[row] }
        target[row] = 1 / line[row]
      }
      count = place(d, 0)
    }
  }
}
