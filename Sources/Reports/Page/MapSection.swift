internal import Tessera
internal import VectorFiles

/// The map: rows where the plane has them, clusters by colour and shape, and one row's values beside it.
struct MapSection {
  let facts: ReportFacts
  let plane: MapPlane

  init(_ facts: ReportFacts) {
    self.facts = facts
    plane = MapPlane(facts)
  }

  var clusterCount: Int { facts.summary.clusterCount }
  var hasMargins: Bool { facts.margins != nil }

  /// Many marks are small ones.
  var markScale: Double {
    switch facts.drawn.rows.count {
    case ..<500: 1
    case ..<1000: 0.85
    default: 0.65
    }
  }

  var markup: Markup {
    """
    <section aria-labelledby="h-map"><div class="head"><h2 id="h-map">The map</h2>\(toggle)</div>
    <div class="mapgrid"><figure>\(vertical)
    <div id="map" tabindex="0" role="group" aria-label="Map of \(Figure.count(facts.drawn.rows.count, "row")). \
    Arrow keys go through the rows by margin, Home to the most ambiguous, End to the least.">\(picture)</div>
    \(horizontal)</figure>
    <aside><div id="out" aria-live="polite">\(readout)</div>\
    <p class="note hint">Point at or tap a row to see its values; on the keyboard, Tab and the arrow keys.</p>
    \(keys)<p class="note">\(note)</p></aside></div></section>

    """
  }

  private var toggle: Markup {
    guard hasMargins else { return "" }
    return """
      <fieldset class="seg"><legend>Colour by</legend><label><input type="radio" name="by" id="by-c" checked>\
      <span>cluster</span></label><label><input type="radio" name="by" id="by-m"><span>margin</span></label></fieldset>
      """
  }

  private var vertical: Markup {
    guard let principal = plane.principal else {
      return facts.titles.count == 2 ? "<p class=\"ax\">↑ \(facts.titles[plane.columns.y].withUnit)</p>" : ""
    }
    return """
      <p class="ax">↑ \(AxisWords.text(principal.axes[1], facts.titles)) <span>\
      \(Figure.percent(principal.shares[1])) of the variance</span></p>
      """
  }

  private var horizontal: Markup {
    guard let principal = plane.principal else {
      return "<p class=\"ax r\">\(facts.titles[plane.columns.x].withUnit) →</p>"
    }
    return """
      <p class="ax r">\(AxisWords.text(principal.axes[0], facts.titles)) → <span>\
      \(Figure.percent(principal.shares[0])) of the variance</span></p>
      """
  }

  private var keys: Markup {
    guard let margins = facts.margins else { return "" }
    let steps = ["under a tenth of the median", "under half of it", "under the median", "above the median"]
    let items = steps.enumerated().map { step, text -> Markup in
      """
      <li><svg class="gl mk m\(step)" width="12" height="12" viewBox="-5 -5 10 10" aria-hidden="true"><use href="#s0"/></svg>\
      \(text)<b>\(Figure.count(margins.stepCounts[step]))</b></li>
      """
    }
    return """
      <ul class="key"><li class="ring"><svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">\
      <circle r="7.5"/></svg>ambiguous: margin under a tenth of the median</li></ul>\
      <ul class="key mkey" aria-label="Margin">\(items)</ul>

      """
  }

  private var note: String {
    var sentences: [String] = []
    let columns = Figure.count(facts.pass.columns)
    if let principal = plane.principal {
      let kept = principal.shares[0] + principal.shares[1]
      sentences.append("The map keeps \(Figure.percent(kept)) of the variance.")
      if hasMargins {
        sentences.append(
          facts.pass.columns > ReportLimits.profiledColumns
            ? "Labels and margins use all \(columns) columns: nearness here misleads."
            : "Labels and margins use all \(columns) columns, so a ringed row need not lie between two clusters here.")
      }
      if let rows = principal.sampledRows {
        sentences.append("Its directions come from \(Figure.count(rows)) rows, evenly over the file.")
      }
    } else if facts.pass.columns == 2 {
      sentences.append("Hairlines part the plane by the nearest centroid.")
      if hasWay { sentences.append("Thin lines are the centroids’ ways from the start.") }
      if discRadius != nil { sentences.append("Dashed circles: inside them a centroid may move and no label changes.") }
    } else {
      sentences.append("There is one column; the height of a mark means nothing.")
    }
    if facts.drawn.isSample {
      sentences.append(
        "\(Figure.count(facts.drawn.rows.count)) of \(Figure.count(facts.summary.data.rows)) rows are drawn, evenly over "
          + "each cluster\(hasMargins ? " and always the \(DrawnRows.borderRows) smallest margins" : ""); the shade behind "
          + "them counts all.")
    }
    return sentences.joined(separator: " ")
  }

  /// The drawn row with the smallest margin, else the first.
  var firstRow: Int {
    let margins = facts.source.margins
    return facts.drawn.rows.indices.min { margins[facts.drawn.rows[$0]] < margins[facts.drawn.rows[$1]] } ?? 0
  }

  private var readout: Markup {
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
    let title: Markup = hasMargins ? " <small>the most ambiguous</small>" : ""
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
