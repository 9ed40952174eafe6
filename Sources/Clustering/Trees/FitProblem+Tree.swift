internal import Matrices
internal import TesseraKernels

extension FitProblem {
  /// Start centroids by the fit's tree, in scaled units; nil where it has none.
  func treeStart(
    _ options: KMeans, using generator: inout SeededGenerator
  ) throws(ClusteringError) -> Matrix<Double>? {
    guard options.method != .flat else { return nil }
    guard !reduction.isShared else { throw .startNeedsAllRows(initializer: "method \(options.method.name)") }
    let centroids: Matrix<Double>
    switch options.method {
    case .flat: return nil
    case .hierarchical: centroids = try Hierarchy(self, options).centroids(using: &generator)
    case .bisecting(let rule, _):
      var bisection = Bisection(self, options, by: rule)
      centroids = try bisection.centroids(using: &generator)
    }
    if try isCancelled() { throw .interrupted }
    return centroids
  }
}
