public import Clustering

/// A method by the name that commands, reports and models call it.
public enum MethodName: String, CaseIterable, Sendable {
  case flat, hierarchical, bisecting

  /// It, with so many updates over all rows (nil: as many as it has by default); `split` is for bisecting.
  public func method(refinement: Int? = nil, split: ClusteringMethod.SplitRule = .inertia) -> ClusteringMethod {
    switch self {
    case .flat: .flat
    case .hierarchical: refinement.map { .hierarchical(refinement: $0) } ?? .hierarchical()
    case .bisecting: refinement.map { .bisecting(split, refinement: $0) } ?? .bisecting(split)
    }
  }
}
