internal import Tessera
internal import VectorFiles

/// One row's values beside the map: the first one from the start, the others by the script.
extension MapSection {
  /// The drawn row with the smallest margin, else the first.
  var firstRow: Int {
    let margins = facts.source.margins
    return facts.drawn.rows.indices.min { margins[facts.drawn.rows[$0]] < margins[facts.drawn.rows[$1]] } ?? 0
  }

  var readout: Markup {
    let index = firstRow
    let row = facts.drawn.rows[index]
    let cluster = Int(facts.source.labels[row])
    let means = facts.profiles.isEmpty ? [] : facts.listedColumns
    let lines = facts.listedColumns.map { column -> Markup in
      """
      <tr><th scope="row">\(facts.titles[column].withUnit)</th><td>\(facts.cell(row, column))</td>\
      \(means.isEmpty ? "" : "<td>\(mean(cluster, column))</td>")</tr>
      """
    }
    let table: Markup =
      lines.isEmpty
      ? ""
      : """
      <table><thead><tr><th></th><th scope="col">row</th>\
      \(means.isEmpty ? "" : "<th scope=\"col\">cluster \(cluster)</th>")</tr></thead><tbody>\(lines)</tbody></table>
      """
    let say =
      facts.drawnRivals[index].map {
        "cluster \(cluster), margin \(Figure.text(facts.source.margins[row], digits: 2)) to cluster \($0)"
      } ?? "cluster \(cluster), distance \(Figure.text(facts.distances[row], digits: 2))"
    let title: Markup =
      switch facts.margins?.ambiguousRows {
      case nil: ""
      case 0: " <small>the smallest margin</small>"
      default: " <small>the most ambiguous</small>"
      }
    return """
      <h3>\(noun) \(facts.name(row))\(title)</h3><p class="s">\(say)</p>\(table)
      """
  }

  /// What a row is called in the panel.
  private var noun: String { "Row" }

  private func mean(_ cluster: Int, _ column: Int) -> String {
    facts.formats[column].meanText(facts.summary.clusters[cluster].centroid[column])
  }

  /// What the script needs beside the table of rows.
  var scriptData: Markup {
    let rows = facts.drawn.rows
    let margins = facts.source.margins
    let order = rows.indices.sorted { (margins[rows[$0]], $0) < (margins[rows[$1]], $1) }
    let isMany = clusterCount > ReportLimits.described
    let means: JSONValue = .object(
      facts.described.map { cluster in
        .init(key: "\(cluster)", value: .array(facts.listedColumns.map { .string(mean(cluster, $0)) }))
      })
    return Escaping.script([
      "noun": .string(noun), "first": .integer(firstRow), "margins": .boolean(hasMargins),
      "light": .boolean(clusterCount > ReportLimits.coloured), "rank": .integers(order),
      "columns": .array(facts.listedColumns.map { .string(facts.titles[$0].withUnit.shown) }),
      "means": isMany ? .object([]) : means,
    ])
  }
}
