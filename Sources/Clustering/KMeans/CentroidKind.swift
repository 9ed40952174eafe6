/// What stands for a cluster, and by which distance its rows are its own.
///
/// The kind decides what a fit minimises, ``KMeansModel/loss``, and the distance of every label:
///
/// | kind | a centroid is | sum over rows of w times | labels by |
/// |---|---|---|---|
/// | ``mean`` | the mean of its rows | the squared Euclidean distance | the Euclidean distance |
/// | ``median`` | their median, column by column | the Manhattan distance | the Manhattan distance |
/// | ``medoid(_:)`` | one of them | the chosen distance | the chosen distance |
///
/// What each promises and costs: <doc:MediansAndMedoids>.
public enum CentroidKind: Sendable, Hashable {
  /// k-means.
  case mean
  /// k-medians: the sum of absolute differences is minimised, which one far value cannot dominate.
  case median
  /// k-medoids: centroids are rows, those whose sum of distances no exchange of one for another row lowers.
  case medoid(MedoidDistance)

  /// What k-medoids adds up.
  public enum MedoidDistance: String, Sendable, CaseIterable {
    /// The Euclidean distance, not squared.
    case euclidean
    /// Its square, as k-means has it.
    case squared
    /// The sum of absolute differences.
    case manhattan
  }

  /// `mean`, `median` or `medoid`.
  public var name: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .medoid: "medoid"
    }
  }

  /// The distance that ``KMeansModel/loss`` adds up.
  public var distance: MedoidDistance {
    switch self {
    case .mean: .squared
    case .median: .manhattan
    case .medoid(let distance): distance
    }
  }

  /// What ``KMeansModel/loss`` is called in reports: `squared`, `absolute` or `distance`.
  public var lossName: String {
    switch distance {
    case .euclidean: "distance"
    case .squared: "squared"
    case .manhattan: "absolute"
    }
  }

  /// The kind of such a name; nil for another. Only medoids have a choice of the distance.
  ///
  /// - Parameter distance: nil for what the kind has by default.
  public init?(name: String, distance: MedoidDistance? = nil) {
    switch name {
    case "mean": self = .mean
    case "median": self = .median
    case "medoid": self = .medoid(distance ?? .euclidean)
    default: return nil
    }
    guard distance ?? self.distance == self.distance else { return nil }
  }

  /// Whether rows belong to the centroid at the smallest sum of absolute differences.
  var isManhattan: Bool { distance == .manhattan }
}
