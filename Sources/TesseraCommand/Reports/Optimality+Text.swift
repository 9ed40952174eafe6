internal import Clustering

extension Optimality {
  /// A line for people.
  var text: String {
    guard let gap else { return "no lower bound above 0 was found: there are too many rows or clusters for it" }
    guard gap > 0 else { return "the best possible: no centroids have a smaller inertia (proved)" }
    return "at most \(max(gap * 100, 1e-10).significant(3)) % above the best possible, which is at least "
      + "\(lowerBound.significant(10))"
  }
}
