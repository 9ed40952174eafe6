internal import TesseraKernels

extension RowAssigner {
  /// The nearest centroid of a row, and how far it is.
  ///
  /// - Parameter row: [dimensions], in units of the data, finite.
  /// - Throws: ``ClusteringError/dimensionMismatch(points:centroids:)``, ``ClusteringError/notFinite(row:column:)``, and
  ///   ``ClusteringError/inertiaNotRepresentable`` where the squared distance is beyond Double.
  public func nearest(to row: UnsafeBufferPointer<Float>) throws(ClusteringError) -> Nearest {
    try nearest(row) { $0.nearest(to: $1) }
  }

  /// The nearest centroid of a row of Double; see ``nearest(to:)-(UnsafeBufferPointer<Float>)``.
  public func nearest(to row: UnsafeBufferPointer<Double>) throws(ClusteringError) -> Nearest {
    try nearest(row) { $0.nearest(to: $1) }
  }

  /// The nearest centroid of a row in an array; see ``nearest(to:)-(UnsafeBufferPointer<Float>)``.
  public func nearest(to row: [Float]) throws(ClusteringError) -> Nearest {
    try row.withUnsafeBufferPointer { row throws(ClusteringError) in try nearest(to: row) }
  }

  /// The nearest centroid of a row of Double in an array; see ``nearest(to:)-(UnsafeBufferPointer<Float>)``.
  public func nearest(to row: [Double]) throws(ClusteringError) -> Nearest {
    try row.withUnsafeBufferPointer { row throws(ClusteringError) in try nearest(to: row) }
  }

  /// The nearest centroid of a row in a span; see ``nearest(to:)-(UnsafeBufferPointer<Float>)``.
  public func nearest(to row: Span<Float>) throws(ClusteringError) -> Nearest {
    try row.withUnsafeBufferPointer { row throws(ClusteringError) in try nearest(to: row) }
  }

  /// The nearest centroid of a row of Double in a span; see ``nearest(to:)-(UnsafeBufferPointer<Float>)``.
  public func nearest(to row: Span<Double>) throws(ClusteringError) -> Nearest {
    try row.withUnsafeBufferPointer { row throws(ClusteringError) in try nearest(to: row) }
  }
}
