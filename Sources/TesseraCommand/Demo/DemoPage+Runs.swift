internal import Clustering
internal import Matrices
internal import Reports

/// Where the ways end.
extension DemoPage {
  /// How far the centroids may move at the end.
  var region: StoryPage.Section {
    let end = whole.lloyd.end
    let radius = end.region.radius.map { StoryPart.number($0, 2) } ?? "0"
    return StoryPage.Section(
      "How far it holds",
      lead: """
        A point’s margin is half the difference of its distances to the second nearest and the nearest centroid. While every \
        centroid moves by less than the smallest margin, the radius, no index changes and the frozen gradient is exact. Where EM \
        ends, the radius is \(radius): \(end.isLocalMinimum ? "a certified local minimum" : "not certified").
        """,
      [
        StoryPart.margins(end.region.margins),
        StoryPart.note("Margins of all points where EM ends; a column is a tenth of the median."),
      ])
  }

  var own: StoryPage.Section {
    let counts = parts.plain.end.counts
    return StoryPage.Section(
      "The question’s own run",
      lead: """
        \(StoryPart.count(story.batches.count)) mini-batches of \(story.batches.first?.count ?? 0). It trains, and it collapses: at the \
        end one centroid owns \(StoryPart.count(counts.max() ?? 0)) of \(StoryPart.count(parts.rows)) points, and \
        \(counts.count { $0 == 1 }) own one each. A step grows with the size of its cluster; divided by it, as in Newton’s step, none \
        swallows the others.
        """,
      [
        Self.curves([("as asked", parts.plain), ("scaled by count", parts.scaled)]),
        StoryPart.note("Inertia over the steps, spaced by their square roots."),
        StoryPart.sideBySide(sizes("As asked", counts), sizes("Scaled by count", parts.scaled.end.counts)),
      ])
  }

  private func sizes(_ title: String, _ counts: [Int]) -> Markup {
    let sorted = counts.sorted(by: >)
    let shown = sorted.enumerated().map {
      // Between them there is no room for more.
      $0.offset == 0 || $0.offset == sorted.count - 1 ? StoryPart.count($0.element) : ""
    }
    return StoryPart.heading(title)
      + StoryPart.columns(
        sorted.map(Double.init), marked: 0, texts: shown,
        label: "\(title): sizes of the clusters, the largest first: \(sorted.map { "\($0)" }.joined(separator: ", ")).")
  }

  var all: StoryPage.Section {
    StoryPage.Section(
      "All of it from one start", lead: "Where every way ends.",
      [StoryPart.table(summary.headings, summary.rows, label: "Where every way ends")])
  }
}
