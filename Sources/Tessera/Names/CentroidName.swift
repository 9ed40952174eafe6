public import Clustering

/// What stands for a cluster by the name that commands, reports and models call it.
public enum CentroidName: String, CaseIterable, Sendable {
  case mean, median, medoid

  /// - Parameter distance: of medoids; nil for the Euclidean one.
  public func kind(_ distance: CentroidKind.MedoidDistance? = nil) -> CentroidKind {
    switch self {
    case .mean: .mean
    case .median: .median
    case .medoid: .medoid(distance ?? .euclidean)
    }
  }
}

extension CentroidKind {
  /// What is minimised, in words: `sum of absolute differences from the medians`.
  public var lossText: String {
    switch distance {
    case .euclidean: "sum of distances to the \(name)s"
    case .squared: "sum of squared distances to the \(name)s"
    case .manhattan: "sum of absolute differences from the \(name)s"
    }
  }
}

extension KMeans {
  /// What reports call the way to the result: the solver, which a search for medoids does without.
  var methodName: String {
    if case .medoid = centroid { "fasterpam" } else { solver.name }
  }
}
