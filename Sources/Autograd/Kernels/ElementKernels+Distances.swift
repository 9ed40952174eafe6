internal import TesseraKernels

extension ElementKernels {
  @Sendable static func squaredDistances(
    _ points: Input, _ centroids: Input, _ out: Output, _ n: Int, _ k: Int, _ d: Int
  ) {
    let kernels = Kernels(.best)
    let wide = [Double](unsafeUninitializedCapacity: k * d) { buffer, count in
      for index in 0..<(k * d) { buffer[index] = Double(centroids[index]) }
      count = k * d
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: k) { row in
      wide.withUnsafeBufferPointer { wide in
        for i in 0..<n {
          kernels.distances(
            points + i * d, centroids: wide.baseAddress!, dimensions: d, indices: nil, count: k, into: row.baseAddress!)
          for j in 0..<k { out[i * k + j] = Scalar(row[j]) }
        }
      }
    }
  }
}
