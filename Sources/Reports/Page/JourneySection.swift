internal import Clustering
internal import Tessera

/// How the fit got where it is: the inertia and the share of rows that needed no look, update by update.
struct JourneySection {
  private let facts: ReportFacts
  private var summary: FitSummary { facts.summary }

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    guard facts.source.modelPath == nil, summary.trace.count > 1 else { return "" }
    let second = certified
    return """
      <section aria-labelledby="h-how"><h2 id="h-how">How it got there</h2><p class="sub">\(way)</p>\
      <div class="two"><div><h3>Inertia</h3>\(inertia)</div>\(second.map { "<div><h3>\($0.title)</h3>\($0.markup)</div>" as Markup } ?? "")</div>
      \(second.map { "<p class=\"note\">\($0.note)</p>" as Markup } ?? "")<details><summary>As a table</summary>\(table)</details></section>

      """
  }

  private var way: String {
    let updates = Figure.count(summary.iterations, "update")
    let end =
      switch summary.stopReason {
      case .fixedPoint: ", then the labels repeat."
      case .tolerance: ", then the inertia fell by less than the tolerance."
      case .maxIterations: ", the limit that was set."
      case .interrupted: ", then it was interrupted."
      }
    var text = updates + end
    if let rate = summary.learningRate { text += " Learning rate \(Figure.short(rate, digits: 4))." }
    text += search
    let runs = summary.restartInertias
    guard runs.count > 1 else { return text }
    let best = summary.inertia
    let agreeing = runs.count { $0 <= best * (1 + 1e-9) }
    let worst = runs.max() ?? best
    if agreeing == runs.count { return text + " All \(Figure.count(runs.count, "start")) ended here." }
    let others = runs.count - agreeing == 1 ? "the other ended" : "the others ended up to"
    let excess =
      best > 0 ? Figure.percent(worst / best - 1, places: worst / best - 1 < 0.0995 ? 1 : 0) + " higher" : "higher"
    return text + " \(Figure.count(agreeing)) of \(Figure.count(runs.count, "start")) ended here; \(others) \(excess)."
  }

  /// What was done for a lower inertia than that of the starts' runs; the curves are those of the run after it.
  private var search: String {
    guard let search = summary.search, search.methods.count > 1 else { return "" }
    let methods = search.methods.dropFirst().map { method in
      let times = method.improvements == 0 ? "" : ", better \(Figure.count(method.improvements, "time"))"
      return "\(method.name) (\(Figure.count(method.runs, "run"))\(times))"
    }
    let end = search.endedBy == .timeLimit ? ", ended by the time limit" : ""
    return " Before it a search from the best start: \(methods.joined(separator: ", "))\(end)."
  }

  private func points(_ value: (TraceEntry) -> Double?, _ text: (Double) -> String) -> [LineChart.Point] {
    let known = summary.trace.compactMap { entry in value(entry).map { (entry, $0) } }
    // Nobody sees more than a point per pixel.
    let shown = known.count <= 400 ? known : (0..<400).map { known[$0 * (known.count - 1) / 399] }
    return shown.map { entry, value in
      LineChart.Point(
        name: entry.iteration == 0 ? "start" : Figure.count(entry.iteration), place: Double(entry.iteration),
        value: value,
        text: text(value))
    }
  }

  private var inertia: Markup {
    let points = points(\.inertia) { Figure.text($0, digits: 4) }
    let values = points.map(\.value)
    guard let least = values.min(), let most = values.max(), points.count > 1 else {
      return "<p class=\"note\">It was measured once.</p>"
    }
    return LineChart(
      title: "Inertia", description: "Inertia per update: \(list(points)).", points: points, range: least...most,
      falls: true
    ).markup
  }

  private func list(_ points: [LineChart.Point]) -> String {
    let shown = points.count <= 12 ? points : Array(points.prefix(5)) + Array(points.suffix(3))
    return shown.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
  }

  /// The share of certified rows; where the engine looked at all of them throughout, the labels that changed.
  private var certified: (title: String, markup: Markup, note: String)? {
    let shares = points({ $0.iteration > 0 && $0.changed != nil ? $0.certifiedFraction : nil }, { Figure.percent($0) })
    if shares.count > 1, shares.contains(where: { $0.value > 0 }) {
      let chart = LineChart(
        title: "Rows certified to keep their label",
        description: "Share of certified rows per update: \(list(shares)).", points: shares, range: 0...1, falls: false)
      return (
        chart.title, chart.markup,
        "Certified: the margin of the row is larger than the move of the centroids, so that its label cannot change."
      )
    }
    let changes = points({ $0.iteration > 0 ? $0.changed.map(Double.init) : nil }, { Figure.count(Int($0)) })
    guard changes.count > 1 else { return nil }
    let most = changes.map(\.value).max() ?? 1
    let chart = LineChart(
      title: "Labels that changed", description: "Changed labels per update: \(list(changes)).", points: changes,
      range: 0...max(1, most), falls: true)
    return (chart.title, chart.markup, "Rows that went to another cluster in each update.")
  }

  private var table: Markup {
    let trace = summary.trace
    let most = ReportLimits.traceRows
    let shown = trace.count <= most ? trace : (0..<most).map { trace[$0 * (trace.count - 1) / (most - 1)] }
    let hasLoss = trace.contains { $0.batchLoss != nil }
    let rows = shown.map { entry -> Markup in
      """
      <tr><th scope="row">\(Figure.count(entry.iteration))</th><td>\(entry.inertia.map { Figure.text($0, digits: 7) } ?? "–")</td>\
      \(hasLoss ? "<td>\(entry.batchLoss.map { Figure.text($0, digits: 5) } ?? "–")</td>" : "")\
      <td>\(entry.changed.map { Figure.count($0) } ?? "–")</td>\
      <td>\(entry.iteration > 0 ? Figure.percent(entry.certifiedFraction, places: 1) : "–")</td></tr>
      """
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="Updates"><table class="w"><thead><tr><th scope="col">update</th><th scope="col">inertia</th>\
      \(hasLoss ? "<th scope=\"col\">loss of the batch</th>" : "")<th scope="col">labels changed</th><th scope="col">certified</th>\
      </tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
