internal import Clustering
internal import Tessera

/// The clusters of a report for people: as many as fit a page, with as many coordinates as fit a line.
struct ClusterTable {
  /// Above this many clusters only the largest are shown.
  static let longest = 40
  static let shownOfMany = 20

  let clusters: [ClusterSummary]
  /// Names of the columns.
  let headings: [String]
  /// The columns of the terminal; nil where there is none.
  let width: Int?

  var text: String {
    let shown = shownClusters
    var count = headings.count <= 8 ? headings.count : 6
    var table = table(shown, columns: count)
    while let width, count > 0, table.width > width {
      count -= 1
      table = self.table(shown, columns: count)
    }
    guard shown.count < clusters.count else { return table.text }
    let sizes = clusters.map(\.rows).sorted()
    return table.text
      + """
      the \(shown.count) largest of \(clusters.count) clusters (sizes \(sizes[0]) to \(sizes[sizes.count - 1]), median \
      \(sizes[sizes.count / 2])); -o FILE.csv writes the centroids of all, --json their sizes

      """
  }

  /// All in their order, or of many the largest.
  private var shownClusters: [Int] {
    guard clusters.count > Self.longest else { return Array(clusters.indices) }
    return Array(clusters.indices.sorted { (clusters[$0].rows, $1) > (clusters[$1].rows, $0) }.prefix(Self.shownOfMany))
  }

  private func table(_ shown: [Int], columns: Int) -> TextTable {
    let more = columns < headings.count ? ["..."] : []
    return TextTable(
      headings: ["cluster", "rows"] + headings.prefix(columns).map { $0.shortened(to: 16).shown } + more,
      rows: shown.map { index in
        ["\(index)", "\(clusters[index].rows)"] + clusters[index].centroid.prefix(columns).map { $0.significant(5) }
          + more
      })
  }
}

extension String {
  /// The beginning of a long name, with a sign that there is more.
  fileprivate func shortened(to count: Int) -> String { self.count > count ? prefix(count - 1) + "…" : self }
}
