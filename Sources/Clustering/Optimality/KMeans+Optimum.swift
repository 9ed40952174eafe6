internal import Matrices
internal import TesseraKernels

extension KMeans {
  /// What the start is called in reports.
  public var startName: String { seeksOptimum ? "optimum" : initializer.name }

  /// The same fit from the best possible centroids, where it ends at once.
  func starting(from optimum: OptimalSegmentation) -> KMeans {
    var options = self
    options.initializer = .given(
      Matrix(rows: optimum.centroids.count, columns: 1, elements: optimum.centroids))
    return options
  }
}

extension FitProblem {
  /// The optimum of rows of one column.
  func requiredOptimum() throws(ClusteringError) -> OptimalSegmentation {
    guard points.dimensions == 1 else { throw .optimumNeedsOneColumn(columns: points.dimensions) }
    guard let optimum = try optimum() else { throw .interrupted }
    return optimum
  }
}
