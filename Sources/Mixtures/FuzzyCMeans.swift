public import Matrices
internal import Refusals

/// Fuzzy c-means: memberships u and centroids c that minimise the sum of u^m |x - c|^2, each row's memberships adding up to 1.
///
/// ```swift
/// let clusters = try FuzzyCMeans(clusterCount: 3).fitted(to: .float(points))
/// let memberships = try clusters.memberships(of: .float(points))
/// ```
///
/// A membership is in proportion to |x - c|^(-2 / (m - 1)); a row that lies on centroids belongs to these alone. Each centroid is
/// the mean of all rows by u^m. An update never raises the objective. As the fuzzifier m comes down to 1 it becomes k-means;
/// as it grows, all memberships become equal.
///
/// - Complexity: an update O(rows * clusters * dimensions).
///
/// Sources: J. Dunn, *A fuzzy relative of the ISODATA process* (1973), DOI 10.1080/01969727308546046; J. Bezdek, *Pattern
/// Recognition with Fuzzy Objective Function Algorithms* (1981), DOI 10.1007/978-1-4757-0450-1.
public struct FuzzyCMeans: Sendable {
  /// The number of clusters, at least 1.
  public var clusterCount: Int {
    didSet { require(clusterCount >= 1, "at least one cluster") }
  }
  /// The exponent m of the memberships, above 1.
  public var fuzzifier: Double {
    didSet { Self.check(fuzzifier) }
  }
  /// How they are fitted.
  public var options = MixtureOptions()

  /// - Parameters:
  ///   - clusterCount: at least 1.
  ///   - fuzzifier: the exponent of the memberships, from 1.01 to 100.
  public init(clusterCount: Int, fuzzifier: Double = 2) {
    require(clusterCount >= 1, "at least one cluster")
    Self.check(fuzzifier)
    (self.clusterCount, self.fuzzifier) = (clusterCount, fuzzifier)
  }

  private static func check(_ fuzzifier: Double) {
    require((1.01...100).contains(fuzzifier), "a fuzzifier lies in 1.01 ... 100")
  }

  /// Fits the clusters.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, at least as many rows as clusters.
  ///   - weights: one per row; nil for 1 each.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, progress: (MixtureOptions.Progress) -> Void = { _ in }
  ) throws(MixtureError) -> SoftClusters {
    let rule = SoftClusters.Rule.powers(fuzzifier: fuzzifier)
    switch points {
    case .float(let points): return try SoftRun.best(of: rule, clusterCount, options, points, weights, progress)
    case .double(let points): return try SoftRun.best(of: rule, clusterCount, options, points, weights, progress)
    }
  }
}
