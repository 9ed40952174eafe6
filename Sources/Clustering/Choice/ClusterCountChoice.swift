/// What a ``ClusterCountSearch`` found: its candidates, measured, and the one it recommends.
public struct ClusterCountChoice: Sendable, Equatable {
  /// One number of clusters.
  public struct Candidate: Sendable, Equatable {
    public var clusterCount: Int
    /// Of the best run.
    public var inertia: Double
    /// The mean silhouette; see ``Silhouettes``. nil for one cluster, or each row alone.
    public var silhouette: Double?
    /// See ``ClusterDispersion``.
    public var calinskiHarabasz: Double?
    public var daviesBouldin: Double?
    /// How much smaller the logarithm of the inertia is than that of uniform data on average; nil where the inertia is 0.
    public var gap: Double?
    /// The standard error of ``gap``, that of the simulation included.
    public var gapError: Double?
    /// The mean adjusted Rand index between the clusters of all rows and those of rows drawn anew with replacement; nil for one
    /// cluster, and where no draw had enough distinct rows.
    public var stability: Double?
    /// How far every centroid may move before a label changes; nil for one cluster.
    public var radius: Double?
    /// How many rows each cluster has.
    public var counts: [Int]
  }

  /// One of the candidates, and why.
  public struct Recommendation: Sendable, Equatable {
    public var clusterCount: Int
    /// In a sentence.
    public var reason: String
  }

  /// By their number of clusters.
  public var candidates: [Candidate]
  public var recommended: Recommendation
  /// How many rows the silhouettes were measured on, where they are a sample.
  public var silhouetteSample: Int?
  /// How many rows gap statistic and stability were computed with, where they are a sample.
  public var resampledRows: Int?
  /// The smallest candidate that the gap statistic's one-standard-error rule picks, if it picks one.
  public var gapChoice: Int?
}
