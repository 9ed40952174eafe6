internal import Matrices
internal import TesseraKernels

/// What k clusters cost at least by the scatter of all rows alone: its trace without the k - 1 largest eigenvalues.
///
/// Source: H. Zha, X. He, C. Ding, H. Simon and M. Gu, *Spectral relaxation for k-means clustering* (2001); C. Ding and X. He,
/// *K-means clustering via principal component analysis* (2004), DOI 10.1145/1015330.1015408.
struct SpectralBound {
  /// At least 0, rounded down, in scaled units.
  let value: Double

  /// nil where there is nothing to gain (as many clusters as dimensions), or it would take more than 2^34 operations.
  ///
  /// - Complexity: O(rows * dimensions^2).
  init?<Scalar: KernelScalar>(_ points: ScaledPoints<Scalar>, clusterCount: Int, in parallel: ParallelRows) {
    let (n, d) = (points.rows, points.dimensions)
    guard clusterCount <= d, d <= 512, Double(n) * Double(d) * Double(d) <= 0x1p34 else { return nil }
    let chunk = max(4096, (n + 15) / 16)
    let cancellation = points.cancellation
    let parts = parallel.mapChunks(of: n, chunk: chunk) { _, _, rows in
      points.scatter(of: rows, cancellation)
    }
    var (scatter, sums, mass, size) = (parts[0].scatter, parts[0].sums, parts[0].mass, parts[0].size)
    for part in parts.dropFirst() {
      for index in scatter.indices { scatter[index] += part.scatter[index] }
      for column in 0..<d { sums[column] += part.sums[column] }
      mass += part.mass
      size += part.size
    }
    guard size > 0, size.isFinite, mass > 0 else { return nil }
    // The scatter about the shift exceeds that about the mean by this, in the trace; its eigenvalues are no smaller.
    let beside = sums.reduce(0) { $0 + $1 * $1 } / mass
    let negated = scatter.map { -$0 }
    let norm = size * (1 + 0x1p-20)
    let largest = -SymmetricEigenvalues(negated, order: d).smallestSum(clusterCount - 1, of: negated, norm: norm)
    // Every sum has fewer than 2 n roundings of terms whose magnitudes add up to no more than the trace.
    let rounding = size * Double(2 * n + 64) * 0x1p-52 * Double(clusterCount + 1)
    value = max(0, (size - beside * (1 + 0x1p-20)) - largest - rounding)
  }
}

extension ScaledPoints {
  /// Of w (x - shift)(x - shift)', of w (x - shift), of w, and of w |x - shift|^2.
  fileprivate func scatter(
    of rows: Range<Int>, _ cancellation: Cancellation?
  ) -> (scatter: [Double], sums: [Double], mass: Double, size: Double) {
    let d = dimensions
    var scatter = [Double](repeating: 0, count: d * d)
    var sums = [Double](repeating: 0, count: d)
    var offset = sums
    var (mass, size) = (0.0, 0.0)
    matrix.withUnsafeElements { elements in
      scatter.withUnsafeMutableBufferPointer { scatter in
        for row in rows where weights[row] > 0 {
          if row & 1023 == 0, cancellation?.isCancelled ?? false { return }
          let weight = weights[row]
          mass += weight
          for column in 0..<d {
            offset[column] = Double(elements[row * d + column]) - shift[column]
            sums[column] += weight * offset[column]
            size += weight * offset[column] * offset[column]
          }
          for i in 0..<d {
            let (factor, target) = (weight * offset[i], scatter.baseAddress! + i * d)
            for j in 0...i { target[j] += factor * offset[j] }
          }
        }
      }
    }
    for i in 0..<d {
      for j in 0..<i { scatter[j * d + i] = scatter[i * d + j] }
    }
    return (scatter, sums, mass, size)
  }
}
