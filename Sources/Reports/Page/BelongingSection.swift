internal import Tessera

/// How firmly rows belong: silhouettes (or margins, where there are none) cluster by cluster, and the histogram of margins.
struct BelongingSection {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    guard let margins = facts.margins else { return "" }
    let sorted = SortedValues(facts)
    return """
      <section aria-labelledby="h-sure"><h2 id="h-sure">How firmly rows belong</h2><div class="two">\(sorted.markup)\
      <div><h3>Margins</h3>\(MarginHistogram(margins).markup)<p class="note">\(note(margins))</p></div></div></section>

      """
  }

  private func note(_ margins: MarginFacts) -> String {
    var text = "How far centroids must move before a row changes cluster, in \(facts.units.axis(facts.titles))."
    if margins.histogram.isEmpty { return text + " Half of the rows or more lie between two centroids." }
    text += " A column is a tenth of the median, and the first holds the ambiguous rows; colours as on the map."
    if margins.beyond > 0 {
      text += " \(Figure.count(margins.beyond)) \(margins.beyond == 1 ? "row lies" : "rows lie") beyond."
    }
    // Of all rows: the one with the smallest margin is always drawn.
    let drawn = facts.drawn.rows
    if let first = drawn.indices.min(by: { facts.source.margins[drawn[$0]] < facts.source.margins[drawn[$1]] }),
      let rival = facts.drawnRivals[first]
    {
      text +=
        " Row \(facts.name(drawn[first])) is the first to change, from \(facts.source.labels[drawn[first]]) to \(rival)."
    }
    return text
  }
}

/// The histogram of margins in tenths of their median.
struct MarginHistogram {
  let margins: MarginFacts

  init(_ margins: MarginFacts) { self.margins = margins }

  var markup: Markup {
    guard !margins.histogram.isEmpty else { return "" }
    let most = Double(margins.histogram.max() ?? 1)
    let step = 0.98 / Double(margins.histogram.count)
    let bars = margins.histogram.enumerated().filter { $1 > 0 }.map { bin, count -> Markup in
      let height = max(0.004, Double(count) / most * 0.6)
      return """
        <rect class="m\(bin < 1 ? 0 : bin < 5 ? 1 : bin < 10 ? 2 : 3)" x="\(Share(0.01 + Double(bin) * step))" \
        width="\(Share(step * 0.93))" y="\(Share(0.84 - height))" height="\(Share(height))"/>
        """
    }
    let end = Double(margins.histogram.count) * margins.median / 10
    func x(_ value: Double) -> Double { 0.01 + value / end * 0.98 }
    let ticks = Ticks(0...end, most: 5)
    let names = ticks.values.map { value -> Markup in
      let anchor = x(value) < 0.03 ? "start" : x(value) > 0.96 ? "end" : "middle"
      return "<text x=\"\(Share(x(value)))\" y=\"100%\" dy=\"-8\" text-anchor=\"\(anchor)\">\(ticks.text(value))</text>"
    }
    let radius = Figure.text(margins.radius, digits: 2)
    let count = Figure.count(margins.ambiguousRows, "ambiguous row")
    return """
      <svg class="plot tall" role="img" aria-labelledby="ht hd"><title id="ht">Margins of all rows</title>\
      <desc id="hd">Histogram of margins in steps of a tenth of the median; the smallest, \(radius), is the radius; the \
      median is \(Figure.text(margins.median, digits: 2)); \(count).</desc><g class="bars">\(bars)</g>\
      <line class="base" x1="0" x2="100%" y1="84%" y2="84%"/>\
      <line class="rad" x1="\(Share(x(margins.radius)))" x2="\(Share(x(margins.radius)))" y1="2%" y2="88%"/>\
      <text class="v end" x="\(Share(x(margins.radius)))" y="2%" dx="7" dy="9">radius \(radius), the smallest margin</text>\
      <text class="v" x="\(Share(x(margins.radius)))" y="2%" dx="7" dy="26">\(count)</text>\
      <line class="medl" x1="\(Share(x(margins.median)))" x2="\(Share(x(margins.median)))" y1="20%" y2="84%"/>\
      <text class="v" x="\(Share(x(margins.median)))" y="20%" dx="6" dy="5">median \(Figure.text(margins.median, digits: 2))</text>\
      \(names)</svg>
      """
  }
}
