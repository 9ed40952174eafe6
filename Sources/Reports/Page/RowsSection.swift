internal import Tessera

/// Rows to look at: the most typical and the most ambiguous of each cluster.
struct RowsSection {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  private var count: Int { facts.summary.clusterCount }

  /// The columns of a cluster's tables: six fit beside each other; of more the three that set it apart.
  private func columns(_ cluster: Int) -> [Int] {
    guard facts.titles.count > 6 else { return facts.listedColumns }
    let farthest = facts.profiles[cluster]?.columns.sorted { $0.score.magnitude > $1.score.magnitude }.prefix(3) ?? []
    return farthest.map(\.index).sorted()
  }

  var markup: Markup {
    let say =
      facts.margins == nil
      ? "Typical rows are nearest to their centroid."
      : "Typical rows are nearest to their centroid; ambiguous rows have the smallest margins, and “or” names the cluster they would join."
    let clusters = facts.described.compactMap { cluster -> Markup? in
      guard let examples = facts.examples[cluster], !examples.typical.isEmpty else { return nil }
      return """
        <h3 class="th">\(Glyphs.text(cluster, of: count, size: 16)) Cluster \(cluster)</h3><div class="two tabs">\
        \(table("Most typical", examples.typical, columns(cluster), isTypical: true))\
        \(examples.ambiguous.isEmpty ? "" : table("Most ambiguous", examples.ambiguous, columns(cluster), isTypical: false))</div>
        """
    }
    return """
      <section class="free" aria-labelledby="h-ex"><h2 id="h-ex">Rows to look at</h2><p class="sub">\(say)</p>\(clusters)</section>

      """
  }

  private func table(_ caption: String, _ rows: [Int], _ columns: [Int], isTypical: Bool) -> Markup {
    let rivals =
      isTypical ? [] : Rivals.rivals(rows, facts.pass, facts.source.centroids, labels: facts.source.labels)
    let lines = rows.enumerated().map { index, row -> Markup in
      let last: Markup =
        isTypical
        ? "<td>\(Figure.text(facts.distances[row], digits: 2))</td>"
        : "<td>\(Figure.text(facts.source.margins[row], digits: 2))</td><td>\(rivals[index].map { "\(Glyphs.text($0, of: count, size: 11)) \($0)" as Markup } ?? "")</td>"
      return """
        <tr><th scope="row" class="id">\(facts.name(row))</th>\(columns.map { "<td>\(facts.cell(row, $0))</td>" as Markup })\(last)</tr>
        """
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(caption) rows"><table><caption>\(caption)</caption><thead><tr>\
      <th scope="col">\(facts.source.rowNameHeading ?? "row")</th>\(columns.map { RowsSection.heading(facts.titles[$0]) })\
      \(isTypical ? "<th scope=\"col\">distance</th>" : "<th scope=\"col\">margin</th><th scope=\"col\">or</th>")</tr></thead>\
      <tbody>\(lines)</tbody></table></div>
      """
  }

  static func heading(_ title: ColumnTitle) -> Markup {
    let unit: Markup = title.unit.map { "<small>\($0)</small>" } ?? ""
    return "<th scope=\"col\">\(title.name)\(unit)</th>"
  }
}
