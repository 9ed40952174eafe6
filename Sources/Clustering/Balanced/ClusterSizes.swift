internal import Refusals

/// How many rows every cluster has to have: hard bounds, under which each iteration's assignment is the best there is.
///
/// ```swift
/// var kmeans = KMeans(clusterCount: 20)
/// kmeans.sizes = .equal                  // n / k rows each, rounded down or up
/// kmeans.sizes = .within(50...100)
/// kmeans.sizes = .atLeast(10)
/// let balance = try kmeans.fitted(to: points).balance!
/// print(balance.minimum, balance.maximum, balance.isOptimal)
/// ```
public struct ClusterSizes: Sendable, Equatable {
  private enum Rule: Equatable {
    case equal
    case within(minimum: Int, maximum: Int?)
  }

  private let rule: Rule

  /// As equal as can be: the number of rows divided by that of clusters, rounded down or up.
  public static let equal = ClusterSizes(rule: .equal)

  /// From the smaller bound to the larger one, which is at least 1.
  public static func within(_ sizes: ClosedRange<Int>) -> ClusterSizes {
    ClusterSizes(minimum: sizes.lowerBound, maximum: sizes.upperBound)
  }

  /// So many rows or more.
  public static func atLeast(_ minimum: Int) -> ClusterSizes { ClusterSizes(minimum: minimum, maximum: nil) }

  /// So many rows or fewer; clusters without rows are allowed.
  public static func atMost(_ maximum: Int) -> ClusterSizes { ClusterSizes(minimum: 0, maximum: maximum) }
}

extension ClusterSizes {
  private init(minimum: Int, maximum: Int?) {
    require(minimum >= 0, "a cluster's least size is not negative")
    require(maximum ?? 1 >= 1, "a cluster's largest size is at least 1")
    rule = .within(minimum: minimum, maximum: maximum)
  }

  /// The bounds for so many rows and clusters.
  ///
  /// - Throws: ``ClusteringError/sizesNotFeasible(minimum:maximum:rows:clusterCount:)`` where no assignment has such sizes.
  func bounds(rows: Int, clusterCount: Int) throws(ClusteringError) -> ClosedRange<Int> {
    switch rule {
    case .equal:
      let size = rows / clusterCount
      return size...(rows % clusterCount == 0 ? size : size + 1)
    case .within(let minimum, let maximum):
      let (least, most) = (Int64(minimum), maximum.map { Int64($0) })
      // As quotients: products might overflow.
      let isTooMuch = least > Int64(rows) / Int64(clusterCount)
      let isTooLittle = most.map { $0 < (Int64(rows) + Int64(clusterCount) - 1) / Int64(clusterCount) } ?? false
      guard !isTooMuch, !isTooLittle else {
        throw .sizesNotFeasible(minimum: minimum, maximum: maximum, rows: rows, clusterCount: clusterCount)
      }
      return minimum...min(maximum ?? rows, rows)
    }
  }
}

/// What a fit with bounds on the clusters' sizes can say for its assignment.
public struct ClusterBalance: Sendable, Equatable {
  /// The fewest and the most rows that a cluster was allowed to have.
  public let minimum: Int
  public let maximum: Int
  /// Whether a certificate of the returned labels was checked: that no assignment within the bounds has a smaller inertia at the
  /// returned centroids, rows and centroids rounded to a grid of 2^-24 of the largest distance of any of them from the data's
  /// centre. See <doc:Balanced>.
  public let isOptimal: Bool
}

extension ClusteringError {
  /// What is wrong with bounds on the sizes of clusters, and what to do.
  func sizesAdvice(minimum: Int, maximum: Int?, rows: Int, clusterCount: Int) -> String {
    let clusters = "\(clusterCount) cluster\(clusterCount == 1 ? "" : "s")"
    let most = rows / clusterCount
    if minimum > most {
      return "\(clusters) of at least \(minimum) rows need more than the \(rows) that there are; "
        + "lower the minimum to \(most), or ask for fewer clusters"
    }
    return "\(clusters) of at most \(maximum ?? rows) rows cannot hold all \(rows); "
      + "raise the maximum to \(rows % clusterCount == 0 ? most : most + 1), or ask for more clusters"
  }
}
