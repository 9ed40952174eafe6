internal import Matrices

/// How rows belong in part: to which component most, by what share, and which comes next.
package struct SharedRows: Sendable {
  /// One per row: the component with the largest share (ties: the lowest index).
  package private(set) var labels: [Int32] = []
  package private(set) var shares: [Double] = []
  /// The component with the second largest share, and this; the component itself where there is one only.
  package private(set) var rivals: [Int32] = []
  package private(set) var rivalShares: [Double] = []
  /// Rows by the component with the largest share.
  package private(set) var counts: [Int]

  package init(components: Int) { counts = Array(repeating: 0, count: components) }

  /// Adds the shares of a row, one per component.
  package mutating func append(_ row: some Sequence<Double>) {
    var best = (component: 0, share: -1.0)
    var next = best
    for (component, share) in row.enumerated() {
      if share > best.share {
        next = best
        best = (component, share)
      } else if share > next.share {
        next = (component, share)
      }
    }
    if next.share < 0 { next = (best.component, 0) }
    labels.append(Int32(best.component))
    shares.append(best.share)
    rivals.append(Int32(next.component))
    rivalShares.append(next.share)
    counts[best.component] += 1
  }

  /// Rows by their largest share: below each bound in turn, and the rest.
  package func counts(below bounds: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    for share in shares { counts[bounds.firstIndex { share < $0 } ?? bounds.count] += 1 }
    return counts
  }

  /// The rows with the smallest largest shares, the smallest first.
  package func leastCertain(_ count: Int) -> [Int] { DrawnRows.smallest(count, shares) }
}

extension StoryPart {
  /// The rows with the smallest values, the smallest first.
  package static func smallest(_ count: Int, _ values: [Double]) -> [Int] { DrawnRows.smallest(count, values) }
}
