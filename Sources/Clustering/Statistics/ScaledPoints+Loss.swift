internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// The sum over rows (of a sample) of w D to the centroid of their label, order-free, in scaled units.
  ///
  /// - Complexity: O(rows * dimensions). Memory: 8 bytes per row.
  func loss(
    labels: [Int32], centroids: Matrix<Double>, sample: RowSample? = nil, _ kernels: Kernels
  ) -> Double {
    let d = dimensions
    let terms = labels.withUnsafeBufferPointer { labels in
      centroids.withUnsafeElements { centroids in
        nonisolated(unsafe) let (labels, centroids) = (labels.baseAddress!, centroids.baseAddress!)
        return [Double](count: rows, in: reduction.parallel) { _, rows, terms in
          let list = rows.map { Int32($0) }
          withPart(holding: rows) { part in
            kernels.ownDistances(
              part.origin, rowStride: part.stride, rows: list, count: rows.count, centroids: centroids, dimensions: d,
              labels: labels, into: terms)
          }
          for (position, row) in rows.enumerated() {
            if let sample, !sample.isMember[row] { terms[position] = 0 } else { terms[position] *= weights[row] }
          }
        }
      }
    }
    return orderFreeSum(terms, kernels, reduction)
  }
}
