public import Matrices
internal import Refusals
public import TesseraKernels

extension LocalityRegion {
  /// Whether every row has the same nearest centroid (ties: the lowest index) under `centroids` as in this region.
  ///
  /// - Parameters:
  ///   - centroids: [clusterCount, dimensions], in units of the data.
  ///   - points: the rows of the fit, which a model does not keep.
  /// - Complexity: one assignment of all rows.
  /// - Throws: ``ClusteringError/dimensionMismatch(points:centroids:)`` or, for another number of centroids,
  ///   ``ClusteringError/startCentroidCount(given:clusterCount:)``.
  public func contains(_ centroids: Matrix<Double>, points: NumericMatrix) throws(ClusteringError) -> Bool {
    require(points.rows == labels.count, "\(points.rows) rows for the \(labels.count) of the region")
    guard centroids.rows == clusterCount else {
      throw .startCentroidCount(given: centroids.rows, clusterCount: clusterCount)
    }
    let points = isOfDirections ? try points.directions() : points
    if isManhattan { return try points.assigned(to: centroids, as: .median).labels == labels }
    return try points.assigned(to: centroids, missingValues: leavesOutMissing ? .leftOut : .refused).labels == labels
  }

  /// The same of rows of one type.
  public func contains<Scalar: KernelScalar>(
    _ centroids: Matrix<Double>, points: Matrix<Scalar>
  ) throws(ClusteringError) -> Bool {
    try contains(centroids, points: NumericMatrix(points))
  }

  /// How far each centroid moved from `old` to `new`, in Euclidean distance and units of the data, rounded up: a drift below
  /// ``radius`` for all of them keeps every label of a fit by that distance.
  public static func drift(from old: Matrix<Double>, to new: Matrix<Double>) -> [Double] {
    require(old.rows == new.rows && old.columns == new.columns, "the shapes differ")
    return (0..<old.rows).map { row in
      var norm = 0.0
      for column in 0..<old.columns { norm = hypotenuse(norm, new[row, column] - old[row, column]) }
      // Every step rounds at most six times; one ulp more covers drifts of a few subnormal quanta.
      return norm > 0 ? (norm * (1 + Double(6 * old.columns + 4) * 0x1p-53)).nextUp : 0
    }
  }
}

/// sqrt(a^2 + b^2) without overflow or underflow of the squares.
private func hypotenuse(_ left: Double, _ right: Double) -> Double {
  let (large, small) = (max(left.magnitude, right.magnitude), min(left.magnitude, right.magnitude))
  guard large > 0 else { return 0 }
  let ratio = small / large
  return large * (1 + ratio * ratio).squareRoot()
}
