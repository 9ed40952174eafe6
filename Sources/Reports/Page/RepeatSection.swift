internal import Clustering
internal import Tessera
internal import VectorFiles

/// How to get the same again: the command, and all that it depends on.
struct RepeatSection {
  private let facts: ReportFacts
  private var summary: FitSummary { facts.summary }

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    """
    <section aria-labelledby="h-rep"><h2 id="h-rep">To repeat this</h2>\(CommandBox.markup(facts.source.commandLine))
    <dl>\(items.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" as Markup })</dl>
    \(table)</section>

    """
  }

  private var items: [(name: String, value: Markup)] {
    var items: [(name: String, value: Markup)] = [("Left aside", "\(leftAside)"), ("Columns", columns)]
    items.append(("Rows", "\(rows)"))
    items.append(("Distances", "\(distances)"))
    items.append(("Result", "\(result)"))
    items.append(("Version", "\(version)"))
    return items
  }

  private var leftAside: String {
    let columns = summary.data.leftAside
    guard !columns.isEmpty else { return "Nothing: every column is used." }
    let named = columns.prefix(20).map {
      "\(Prose.shortened($0.column.title, to: ReportLimits.name)) (\($0.reason.rawValue))"
    }
    let more = columns.count > 20 ? " and \(columns.count - 20) more" : ""
    return named.joined(separator: ", ") + more + "."
  }

  private var columns: Markup {
    let headings = facts.titles.map(\.heading)
    guard headings.count <= 40 else {
      let (first, last) = (headings[0], headings[headings.count - 1])
      return "\(Figure.count(headings.count)), from <code>\(first)</code> to <code>\(last)</code>"
    }
    return headings.enumerated().map { index, heading -> Markup in
      "\(index > 0 ? ", " : "")<code>\(Prose.shortened(heading, to: 80))</code>"
    }.joined
  }

  private var rows: String {
    var text = "Counted from 0, as in the labels file."
    if let heading = facts.source.rowNameHeading {
      text = "Called by \(heading.isEmpty ? "the first column" : "the column “\(heading)”")."
    }
    let dropped = summary.data.droppedRowIndices.count - (summary.trimmed?.rows.count ?? 0)
    if dropped > 0 {
      text +=
        " \(Figure.count(dropped)) with values that are missing or not finite \(dropped == 1 ? "was" : "were") left out."
    }
    if let trimmed = summary.trimmed {
      text += " \(Figure.count(trimmed.rows.count)) more, the farthest ones, were left out as outliers."
    }
    if summary.missingCount > 0 {
      text +=
        " \(Figure.count(summary.missingCount)) missing values were left out; they are drawn as those of the centroid."
    }
    return text + " Clusters are counted from 0."
  }

  private var distances: String {
    let margin = " A margin is half the difference of the distances to the second nearest and the nearest centroid."
    if summary.metric == .cosine {
      return "Between directions: every row is divided by its length, and centroids have length 1." + margin
    }
    let name = facts.pass.isManhattan ? "Sums of absolute differences" : "Euclidean"
    let what =
      switch summary.scaling?.method {
      case .zscore: "\(name), over standardised columns: 1 is one standard deviation"
      case .robust: "\(name), over columns less their median: 1 is the distance of the quartiles"
      case .range: "\(name), over columns brought to 0 … 1: 1 is the range of a column"
      case nil: "\(name), in \(facts.units.axis(facts.titles))"
      }
    guard let scaling = summary.scaling, facts.titles.count <= ReportLimits.columns else { return what + "." + margin }
    let scales = facts.titles.indices.map {
      "\(facts.titles[$0].name) \(facts.titles[$0].with(Figure.text(scaling.scales[$0])))"
    }
    return "\(what) (\(scales.joined(separator: ", ")))." + margin
  }

  private var result: String {
    var radius = summary.radius.map { ", radius \(Figure.short($0, digits: 6))" } ?? ""
    if let cosine = summary.meanCosine { radius += ", mean cosine \(Figure.short(cosine, digits: 6))" }
    let loss = summary.loss.map { ", \(summary.centroid.lossText) \(Figure.short($0, digits: 10))" } ?? ""
    return
      "Inertia \(Figure.short(summary.inertia, digits: 10))\(loss)\(radius); the same bits on every number of threads and every processor."
  }

  private var version: String {
    var text = "tessera \(TesseraVersion.current)"
    if facts.source.modelPath == nil {
      text += ", \(summary.way) from \(Prose.shortened(summary.initializer, to: 80)), seed \(summary.seed)"
      if summary.restarts > 1 { text += ", \(summary.restarts) starts" }
    }
    return text + "."
  }

  /// The rows that are drawn: what the script shows, and what there is without it.
  private var table: Markup {
    let drawn = facts.drawn.rows
    let hasMargins = facts.margins != nil
    var body = ""
    for (index, row) in drawn.enumerated() {
      let cells = facts.listedColumns.map { facts.cell(row, $0) }
      let label = "\(facts.source.labels[row])"
      var values = [label] + (hasMargins ? [facts.drawnRivals[index].map { "\($0)" } ?? "–"] : []) + cells
      if hasMargins { values.append(Figure.text(facts.source.margins[row], digits: 2)) }
      values.append(Figure.text(facts.distances[row], digits: 2))
      // Rows and cells end by themselves.
      body +=
        "<tr><th scope=row class=id>" + Escaping.html(facts.name(row)) + "<td>"
        + values.map(Escaping.html).joined(separator: "<td>")
    }
    let what =
      facts.drawn.isSample
      ? "\(Figure.count(drawn.count)) of \(Figure.count(summary.data.rows)) rows as a table"
      : drawn.count == 1 ? "The row as a table" : "All \(Figure.count(drawn.count)) rows as a table"
    return """
      <details id="all"><summary>\(what)</summary><div class="scroll" tabindex="0" role="group" aria-label="Rows"><table class="w" id="rows"><thead><tr>\
      <th scope="col">\(facts.source.rowNameHeading ?? "row")</th><th scope="col">cluster</th>\
      \(hasMargins ? "<th scope=\"col\">or</th>" : "")\(facts.listedColumns.map { RowsSection.heading(facts.titles[$0]) })\
      \(hasMargins ? "<th scope=\"col\">margin</th>" : "")<th scope="col">distance</th></tr></thead><tbody>\(Markup(trusted: body))</tbody></table></div></details>
      """
  }
}
