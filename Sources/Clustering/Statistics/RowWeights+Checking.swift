package import Matrices

extension NumericMatrix {
  /// Throws unless there is one usable weight per row, as a fit of these rows would.
  package func requireUsable(_ weights: [Double]) throws(ClusteringError) { _ = try RowWeights(weights, rows: rows) }
}
