internal import TesseraKernels

extension ElementKernels {
  @Sendable static func squaredDistances(
    _ points: Input, _ centroids: Input, _ out: Output, _ n: Int, _ k: Int, _ d: Int
  ) {
    forEachRow(points, centroids, n, k, d) { i, row in
      for j in 0..<k { out[i * k + j] = Scalar(row[j]) }
    }
  }

  /// The first of the smallest squared distances, or the first that is NaN.
  @Sendable static func nearest(
    _ points: Input, _ centroids: Input, _ out: UnsafeMutablePointer<Int>, _ n: Int, _ k: Int, _ d: Int
  ) {
    forEachRow(points, centroids, n, k, d) { i, row in
      var best = 0
      for j in 0..<k where !row[best].isNaN && (row[j] < row[best] || row[j].isNaN) { best = j }
      out[i] = best
    }
  }

  /// Calls `body` with the squared distances of each point.
  @inline(__always)
  private static func forEachRow(
    _ points: Input, _ centroids: Input, _ n: Int, _ k: Int, _ d: Int,
    _ body: (_ point: Int, _ row: UnsafePointer<Double>) -> Void
  ) {
    let kernels = Kernels(.best)
    let wide = [Double](writing: k * d) { out in
      for index in 0..<(k * d) { out[index] = Double(centroids[index]) }
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: k) { row in
      wide.withUnsafeBufferPointer { wide in
        for i in 0..<n {
          kernels.distances(
            points + i * d, centroids: wide.baseAddress!, dimensions: d, indices: nil, count: k, into: row.baseAddress!)
          body(i, row.baseAddress!)
        }
      }
    }
  }
}
