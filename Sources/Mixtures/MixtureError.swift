public import Clustering

/// What can be wrong with a mixture's data or with what becomes of it. Components, rows and columns are counted from 0.
public enum MixtureError: Error, Equatable, Sendable {
  /// The data, their weights or the start cannot be used; also ``/Clustering/ClusteringError/interrupted``.
  case data(ClusteringError)
  /// A component's covariance has no inverse: in these units its rows do not vary along some direction, which this column shows.
  /// `iteration` 0 is the start.
  case singularCovariance(component: Int, column: Int, iteration: Int)
  /// No row belongs to a component any longer.
  case emptyComponent(Int, iteration: Int)
  /// A variance or a mean cannot be told in the data's own units.
  case notRepresentable(component: Int)
  /// A row, or a start, is so far from all components that its density is no number.
  case tooFar
}

extension MixtureError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .data(let error):
      error.description
    case .singularCovariance(let component, let column, let iteration):
      "the covariance of component \(component) is singular \(Self.text(iteration)) (column \(column) hardly varies beside "
        + "the columns before it); raise the regularization, ask for fewer components, or for diagonal covariances"
    case .emptyComponent(let component, let iteration):
      "component \(component) has no rows left \(Self.text(iteration)); ask for fewer components, or start elsewhere"
    case .notRepresentable(let component):
      "the covariance of component \(component) exceeds the range of float64 in these units; rescale the data"
    case .tooFar:
      "a row is so far from all components that its share in them vanishes beyond the range of float64; rescale the data, start nearer, or drop the row"
    }
  }

  private static func text(_ iteration: Int) -> String {
    iteration == 0 ? "at the start" : "after update \(iteration)"
  }
}
