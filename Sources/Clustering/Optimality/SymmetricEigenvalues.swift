/// Eigenvalues and eigenvectors of a symmetric matrix, good to a few units in the last place of its norm.
///
/// Householder reflections to three diagonals, then rotations by implicit shifts: H. Bowdler, R. S. Martin, C. Reinsch and
/// J. H. Wilkinson, *The QR and QL algorithms for symmetric matrices* (1968), DOI 10.1007/BF02163026.
///
/// - Complexity: about 9 n^3 operations. Memory: two matrices.
package struct SymmetricEigenvalues {
  package let order: Int
  /// Ascending.
  package private(set) var values: [Double]
  /// [order, order]; row i belongs to value i.
  package private(set) var vectors: [Double]

  /// - Parameter matrix: [order, order], symmetric, finite.
  package init(_ matrix: [Double], order n: Int) {
    order = n
    values = Array(repeating: 0, count: n)
    vectors = Array(repeating: 0, count: n * n)
    var (a, beside) = (matrix, [Double](repeating: 0, count: n))
    a.withUnsafeMutableBufferPointer { a in
      values.withUnsafeMutableBufferPointer { values in
        beside.withUnsafeMutableBufferPointer { beside in
          vectors.withUnsafeMutableBufferPointer { vectors in
            guard let a = a.baseAddress, let values = values.baseAddress, let beside = beside.baseAddress,
              let vectors = vectors.baseAddress
            else { return }
            Self.reduce(a, n, values, beside)
            Self.form(vectors, from: a, n)
            Self.rotate(values, beside, vectors, n)
          }
        }
      }
    }
    let sorted = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let (unsorted, rows) = (values, vectors)
    values = sorted.map { unsorted[$0] }
    for (place, row) in sorted.enumerated() {
      for column in 0..<n { vectors[place * n + column] = rows[row * n + column] }
    }
  }

  /// Leaves in row c of `a`, from c + 1 on, the unit-free reflector of step c, and in its diagonal element 2 / |v|^2.
  private static func reduce(
    _ a: UnsafeMutablePointer<Double>, _ n: Int, _ diagonal: UnsafeMutablePointer<Double>,
    _ beside: UnsafeMutablePointer<Double>
  ) {
    var product = [Double](repeating: 0, count: n)
    product.withUnsafeMutableBufferPointer { product in
      let p = product.baseAddress!
      for c in 0..<n {
        diagonal[c] = a[c * n + c]
        guard c + 1 < n else { break }
        let v = a + c * n
        var square = 0.0
        for i in (c + 1)..<n { square += v[i] * v[i] }
        let norm = square.squareRoot()
        guard norm > 0 else {
          (beside[c], v[c]) = (0, 0)
          continue
        }
        beside[c] = v[c + 1] > 0 ? -norm : norm
        let factor = 1 / (square - v[c + 1] * beside[c])
        v[c + 1] -= beside[c]
        v[c] = factor
        for i in (c + 1)..<n { p[i] = dot(a + i * n, v, (c + 1)..<n) * factor }
        let half = dot(p, v, (c + 1)..<n) * factor / 2
        for i in (c + 1)..<n { p[i] -= half * v[i] }
        for i in (c + 1)..<n {
          let (row, x, y) = (a + i * n, v[i], p[i])
          for j in (c + 1)..<n { row[j] -= x * p[j] + y * v[j] }
        }
      }
    }
  }

  /// Four sums side by side, so that they do not wait for each other.
  private static func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ range: Range<Int>) -> Double {
    var sums = SIMD4<Double>()
    var i = range.lowerBound
    while i + 4 <= range.upperBound {
      sums += SIMD4(x[i], x[i + 1], x[i + 2], x[i + 3]) * SIMD4(y[i], y[i + 1], y[i + 2], y[i + 3])
      i += 4
    }
    var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
    while i < range.upperBound {
      sum += x[i] * y[i]
      i += 1
    }
    return sum
  }

  /// The transposed product of the reflections.
  private static func form(_ q: UnsafeMutablePointer<Double>, from a: UnsafePointer<Double>, _ n: Int) {
    for i in 0..<n { q[i * n + i] = 1 }
    for c in (0..<max(0, n - 1)).reversed() where a[c * n + c] != 0 {
      let (v, factor) = (a + c * n, a[c * n + c])
      // Rows of the transposed are columns of the product: each is reflected.
      for i in (c + 1)..<n {
        let row = q + i * n
        let scale = dot(row, v, (c + 1)..<n) * factor
        for j in (c + 1)..<n { row[j] -= scale * v[j] }
      }
    }
  }

  private static func rotate(
    _ d: UnsafeMutablePointer<Double>, _ e: UnsafeMutablePointer<Double>, _ q: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    for low in 0..<n {
      // Sixty are many more than ever needed; what is left over then is part of the measured error.
      for _ in 0..<60 {
        var high = low
        while high + 1 < n, e[high].magnitude > 0x1p-53 * (d[high].magnitude + d[high + 1].magnitude) { high += 1 }
        guard high > low else { break }
        let ratio = (d[low + 1] - d[low]) / (2 * e[low])
        let root = (ratio * ratio + 1).squareRoot()
        var g = d[high] - d[low] + e[low] / (ratio + (ratio < 0 ? -root : root))
        var (sine, cosine, shift) = (1.0, 1.0, 0.0)
        var isSplit = false
        for i in (low..<high).reversed() {
          let (f, b) = (sine * e[i], cosine * e[i])
          let radius = (f * f + g * g).squareRoot()
          e[i + 1] = radius
          guard radius > 0 else {
            d[i + 1] -= shift
            e[high] = 0
            isSplit = true
            break
          }
          (sine, cosine) = (f / radius, g / radius)
          g = d[i + 1] - shift
          let r = (d[i] - g) * sine + 2 * cosine * b
          shift = sine * r
          d[i + 1] = g + shift
          g = cosine * r - b
          let (x, y) = (q + i * n, q + (i + 1) * n)
          for j in 0..<n {
            let (left, right) = (x[j], y[j])
            y[j] = sine * left + cosine * right
            x[j] = cosine * left - sine * right
          }
        }
        if isSplit { continue }
        d[low] -= shift
        e[low] = g
        e[high] = 0
      }
    }
  }
}
