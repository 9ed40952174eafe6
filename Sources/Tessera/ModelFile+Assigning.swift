public import Clustering
public import Matrices
public import TesseraKernels

extension ModelFile {
  /// The nearest centroid of each row, by the distance of the model's ``centroidKind``, whose columns are those that the model was
  /// fitted to, in the units of the data: they are
  /// scaled as the training points were. A model of ``/Clustering/Metric/cosine`` takes their directions, and one
  /// whose ``missingValues`` were left out leaves those of the points out.
  ///
  /// - Throws: ``/Clustering/ClusteringError`` where the numbers of columns differ or an element is not finite.
  /// - Complexity: at most O(rows * clusterCount * columns), on all threads; with a scaling a copy of the points.
  public func assign(_ points: NumericMatrix) throws(ClusteringError) -> Assignment {
    guard points.columns == centroids.columns else { return try points.assigned(to: scaledCentroids) }
    var points = scaling?.applied(to: points) ?? points
    guard centroidKind == .mean else { return try points.assigned(to: scaledCentroids, as: centroidKind) }
    if metric == .cosine { points = try points.directions() }
    return try points.assigned(to: scaledCentroids, missingValues: missingValues)
  }

  /// The nearest centroid of each row; see ``assign(_:)-(NumericMatrix)``.
  public func assign<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws(ClusteringError) -> Assignment {
    guard scaling == nil, metric == .euclidean, missingValues == .refused, centroidKind == .mean else {
      return try assign(NumericMatrix(points))
    }
    return try points.assigned(to: scaledCentroids)
  }
}
