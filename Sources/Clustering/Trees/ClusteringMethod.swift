/// Whether all rows are clustered at once, or a tree of small clusterings finds where they start.
///
/// ```swift
/// var kmeans = KMeans(clusterCount: 10_000)
/// kmeans.method = .hierarchical(refinement: 5)
/// let model = try kmeans.fitted(to: points)       // 10 000 clusters, labels exact over all rows
/// ```
///
/// A tree costs as much per row as its widest level, the root of the number of clusters, where a flat start and each of its updates
/// may compare a row with all centroids. What it finds are start centroids of exactly `clusterCount` clusters: from there on
/// a fit goes on over all rows, for `refinement` updates at most, and labels, counts and inertia belong to the returned centroids, as
/// of every fit. Updates never raise the inertia.
///
/// Trees are fitted by ``Lloyd``, so refinement is by ``Lloyd`` or ``Newton``; they choose starts themselves, by the fit's
/// ``KMeans/initializer``, so none is given; and all rows are in one process.
public enum ClusteringMethod: Sendable, Equatable {
  /// Start centroids are chosen among all rows.
  case flat

  /// Rows are clustered into about the root of `clusterCount` branches, and every branch into its share of the clusters, which
  /// is proportional to its weight: see `Hierarchy`.
  case hierarchical(refinement: Int = 5)

  /// One cluster after the other is split in two: see `Bisection`.
  case bisecting(SplitRule = .inertia, refinement: Int = 0)

  /// Which cluster is split next.
  public enum SplitRule: String, Sendable, CaseIterable {
    /// That with the largest inertia.
    case inertia
    /// That with the largest weight: the most rows.
    case size
  }

  /// What reports and models call it.
  public var name: String {
    switch self {
    case .flat: "flat"
    case .hierarchical: "hierarchical"
    case .bisecting: "bisecting"
    }
  }

  /// The most updates over all rows that follow a tree; nil where ``KMeans/maximumIterations`` alone says.
  public var refinement: Int? {
    switch self {
    case .flat: nil
    case .hierarchical(let updates), .bisecting(_, let updates): updates
    }
  }

  /// As something that does not go together with everything.
  var feature: FitFeature {
    let excluded = ["solver gradient", "solver nested", "initializer FILE"]
    return FitFeature("method \(name)", excludes: self == .flat ? [] : excluded)
  }
}

extension KMeans {
  /// The options of the updates over all rows.
  var refining: KMeans {
    var options = self
    if let most = method.refinement { options.maximumIterations = min(maximumIterations, most) }
    return options
  }

  /// The options of a fit within a tree, of some rows, on so many threads.
  func withinTree(clusterCount: Int, threads: Int) -> KMeans {
    var options = self
    options.clusterCount = clusterCount
    options.threadCount = threads
    (options.method, options.solver, options.restarts) = (.flat, .lloyd, 1)
    (options.assignmentPath, options.keepsCentroids, options.meter) = (nil, false, nil)
    return options
  }
}
