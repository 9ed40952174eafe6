internal import Refusals

/// Looks for a number of clusters: fits the data with each of several, measures what came out in six ways, and recommends one
/// with its reason.
///
/// ```swift
/// var search = ClusterCountSearch(2...10)
/// search.kMeans.seed = 42
/// let choice = try search.choice(for: points)
/// print(choice.recommended.clusterCount, choice.recommended.reason)
/// ```
///
/// What the measures mean, what they do not show, and the rule of the recommendation: <doc:ChoosingTheNumberOfClusters>. The
/// whole result has the same bits for every number of threads and instruction set.
///
/// - Complexity: a fit of all rows per candidate; then, of at most ``sampledRows`` rows, all distances once for all
///   silhouettes, and ``references`` + ``resamples`` fits per candidate. Memory: as one fit, 4 bytes per row and candidate, and
///   a copy of the sampled rows per thread.
public struct ClusterCountSearch: Sendable {
  /// The candidates, ascending, each once.
  public let clusterCounts: [Int]
  /// How each is fitted; its own `clusterCount` does not matter. Its seed decides every random choice of the search.
  public var kMeans: KMeans
  /// How many sets of uniform data the gap statistic compares with.
  public var references = 10 {
    didSet { require(references >= 1, "at least one set of reference data") }
  }
  /// How many times the rows are drawn anew for the stability.
  public var resamples = 10 {
    didSet { require(resamples >= 1, "at least one resample") }
  }
  /// The most rows that silhouettes are measured on; of more, on a sample (``Silhouettes/sampleSize(rows:dimensions:limit:)``).
  public var silhouetteRows = 20_000 {
    didSet { require(silhouetteRows >= 2, "a sample has two rows at least") }
  }
  /// The most rows that the gap statistic and the stability are computed with; of more, so many are drawn.
  public var sampledRows = 5_000 {
    didSet { require(sampledRows >= 2, "a sample has two rows at least") }
  }

  /// - Parameter clusterCounts: at least one, each at least 1.
  public init(_ clusterCounts: some Sequence<Int>) {
    self.clusterCounts = Set(clusterCounts).sorted()
    require(!self.clusterCounts.isEmpty && self.clusterCounts[0] >= 1, "candidates are numbers of clusters, 1 or more")
    kMeans = KMeans(clusterCount: self.clusterCounts[0])
    kMeans.restarts = 5
  }

  /// How far a search is.
  public struct Progress: Sendable, Equatable {
    public enum Step: Sendable, Equatable {
      /// All rows are fitted with so many clusters.
      case fit(clusterCount: Int)
      case silhouettes
      /// Of the gap statistic.
      case references
      /// Of the stability.
      case resamples
    }

    /// What comes next.
    public var step: Step
    /// How much of the whole is done, 0 ... 1: of fits by their number, not by their time; of one fit of all rows by its
    /// restarts and updates, as if each took all that it may.
    public var share: Double
  }
}
