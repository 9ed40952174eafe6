internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// The optimum of rows of one column, in units of the data; nil where it was cancelled.
  ///
  /// - Complexity: O(rows * log rows) to sort them.
  func optimum(_ clusterCount: Int, _ cancellation: Cancellation?) throws(ClusteringError) -> OptimalSegmentation? {
    let elements = matrix.elements.map { scale.unscaled(Double($0)) }
    do {
      guard let weights = weights.values else {
        return try OptimalSegmentation(
          of: elements.sorted(), clusterCount: clusterCount, cancellation: cancellation)
      }
      let order = elements.indices.sorted { elements[$0] < elements[$1] }
      let unit = self.weights.unit
      return try OptimalSegmentation(
        of: order.map { elements[$0] }, weights: order.map { FixedPoint.scaled(weights[$0], by: unit) },
        clusterCount: clusterCount, cancellation: cancellation)
    } catch {
      guard case .interrupted = error else { throw error }
      return nil
    }
  }
}
