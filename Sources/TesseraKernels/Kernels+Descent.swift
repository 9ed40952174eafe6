public import CTesseraKernels

extension Kernels {
  /// `means[j] = sums[j] / mass`.
  public func divide(
    _ sums: UnsafePointer<Double>, by mass: Double, dimensions: Int, into means: UnsafeMutablePointer<Double>
  ) {
    table.pointee.common.divide(sums, mass, dimensions, means)
  }

  /// One cluster's step down the gradient, `next[j] = old[j] - rate * (factor * (old[j] - means[j]))`, and the squared
  /// distance that it moved.
  ///
  /// - Parameter next: may be `old`.
  public func descend(
    from old: UnsafePointer<Double>, means: UnsafePointer<Double>, factor: Double, rate: Double, dimensions: Int,
    to next: UnsafeMutablePointer<Double>
  ) -> Double {
    table.pointee.common.descend(means, factor, rate, dimensions, old, next)
  }

  /// What leaving its means adds to a cluster's part of the frozen loss.
  public func excess(
    at centroid: UnsafePointer<Double>, means: UnsafePointer<Double>, slopes: UnsafePointer<Double>, mass: Double,
    dimensions: Int
  ) -> Double {
    table.pointee.common.excess(centroid, means, slopes, mass, dimensions)
  }

  /// D of each named row to the centroid of its label and, where `sums` ([clusterCount, dimensions]) is given, the sums of
  /// the rows of each label in plain Double: for data whose sums are exact.
  ///
  /// - Parameter labels: one per named row, by position; fast where equal labels are neighbours.
  @inlinable public func batch<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>, labels: UnsafePointer<Int32>,
    count: Int, centroids: UnsafePointer<Double>, dimensions: Int, sums: UnsafeMutablePointer<Double>?,
    squares: UnsafeMutablePointer<Double>
  ) {
    Scalar.rowKernels(of: self).pointee.batch(
      points, rowStride, rows, labels, count, centroids, dimensions, sums, squares)
  }
}
