public import Matrices
internal import Refusals

/// Soft k-means: each row belongs to all clusters by its share of exp(-stiffness |x - c|^2), and each centroid is the mean of all
/// rows by these shares.
///
/// ```swift
/// let clusters = try SoftKMeans(clusterCount: 3, stiffness: 2).fitted(to: .float(points))
/// ```
///
/// It minimises the free energy -(1 / stiffness) sum of log(sum of exp(-stiffness |x - c|^2)), which an update never raises,
/// and is the mixture of spheres of equal weights and the fixed variance 1 / (2 stiffness). As the stiffness grows it becomes
/// k-means; below 1 / (2 lambda), lambda being the largest variance along any direction, all centroids meet in the mean.
///
/// - Complexity: an update O(rows * clusters * dimensions).
///
/// Source: D. MacKay, *Information Theory, Inference, and Learning Algorithms* (2003), chapters 20 and 22, ISBN 0521642981.
public struct SoftKMeans: Sendable {
  /// The number of clusters, at least 1.
  public var clusterCount: Int {
    didSet { require(clusterCount >= 1, "at least one cluster") }
  }
  /// How fast a share falls with the squared distance, per squared unit of the data: above 0.
  public var stiffness: Double {
    didSet { Self.check(stiffness) }
  }
  /// How they are fitted.
  public var options = MixtureOptions()

  /// - Parameters:
  ///   - clusterCount: at least 1.
  ///   - stiffness: per squared unit of the data, above 0 and finite.
  public init(clusterCount: Int, stiffness: Double) {
    require(clusterCount >= 1, "at least one cluster")
    Self.check(stiffness)
    (self.clusterCount, self.stiffness) = (clusterCount, stiffness)
  }

  private static func check(_ stiffness: Double) {
    require(stiffness > 0 && stiffness.isFinite, "a stiffness is above 0 and finite")
  }

  /// Fits the clusters.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, at least as many rows as clusters.
  ///   - weights: one per row; nil for 1 each.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, progress: (MixtureOptions.Progress) -> Void = { _ in }
  ) throws(MixtureError) -> SoftClusters {
    let rule = SoftClusters.Rule.shares(stiffness: stiffness)
    switch points {
    case .float(let points): return try SoftRun.best(of: rule, clusterCount, options, points, weights, progress)
    case .double(let points): return try SoftRun.best(of: rule, clusterCount, options, points, weights, progress)
    }
  }
}
