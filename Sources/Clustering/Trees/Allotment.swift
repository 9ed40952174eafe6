/// How many clusters each branch has: proportional to its mass, as near as whole numbers can.
///
/// Every branch begins with one; then one cluster after the other goes to the branch where the mass per cluster, counted with half a
/// cluster more, is the largest (ties: the first), among those that can use another. That is the division of seats by Webster and
/// Sainte-Laguë: it favours neither small nor large branches, needs no mending where branches are full, and a larger number of clusters
/// takes none away from any branch. Without bounds it gives what the largest remainders do, but for paradoxes.
///
/// Source: M. Balinski and H. Young, *Fair Representation* (1982).
enum Allotment {
  /// - Parameters:
  ///   - total: how many clusters there are, at most the sum of `most`.
  ///   - masses: of the branches, at least 0.
  ///   - most: how many clusters each can use; 0 for branches that have no rows.
  /// - Returns: one number per branch, in 0 ... most; their sum is `total`, where `total` is at least the number of branches that can use
  ///   any.
  /// - Complexity: O(total * branches) comparisons.
  static func shares(of total: Int, masses: [Double], most: [Int]) -> [Int] {
    var shares = most.map { min(1, $0) }
    var left = total - shares.reduce(0, +)
    var claims = masses.indices.map { claim(masses[$0], shares[$0], most: most[$0]) }
    while left > 0, let branch = claims.firstIndexOfLargest, claims[branch] >= 0 {
      shares[branch] += 1
      left -= 1
      claims[branch] = claim(masses[branch], shares[branch], most: most[branch])
    }
    return shares
  }

  /// Negative where there is none.
  private static func claim(_ mass: Double, _ share: Int, most: Int) -> Double {
    share < most ? mass / Double(2 * share + 1) : -1
  }
}

extension [Double] {
  fileprivate var firstIndexOfLargest: Int? {
    guard !isEmpty else { return nil }
    var best = 0
    for index in indices where self[index] > self[best] { best = index }
    return best
  }
}
