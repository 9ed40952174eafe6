internal import Tessera

/// The sizes of many clusters: one column each, the largest first.
struct SizeChart {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  var markup: Markup {
    let sizes = facts.summary.counts.sorted(by: >)
    // As many columns as there is room for; of more clusters, each column is the mean of some.
    let columns = min(sizes.count, 300)
    let bars = (0..<columns).map { column -> Double in
      let part = sizes[(column * sizes.count / columns)..<((column + 1) * sizes.count / columns)]
      return Double(part.reduce(0, +)) / Double(part.count)
    }
    let most = Double(sizes.first ?? 1)
    let step = 1 / Double(columns)
    let rects = bars.enumerated().map { index, size -> Markup in
      let height = size / most * 0.8
      return """
        <rect x="\(Share(Double(index) * step))" width="\(Share(step * (columns > 100 ? 1 : 0.82)))" y="\(Share(0.86 - height))" height="\(Share(height))"/>
        """
    }
    let mean = Double(facts.summary.data.rows) / Double(sizes.count)
    let empty = sizes.count { $0 == 0 }
    let largest = facts.summary.counts.firstIndex(of: sizes[0]) ?? 0
    let text =
      "From \(Figure.count(sizes[sizes.count - 1])) to \(Figure.count(sizes[0])) rows, \(Figure.text(mean, digits: 3)) on average; "
      + "the largest is cluster \(largest)\(empty > 0 ? "; \(Figure.count(empty)) without rows" : "")."
    return """
      <h3>Rows per cluster</h3><svg class="plot sizes" role="img" aria-label="Rows per cluster, the largest first. \(text)">\
      <g class="sb">\(rects)</g><line class="base" x1="0" x2="100%" y1="86%" y2="86%"/>\
      <text x="0" y="100%" dy="-2">\(text)</text></svg>
      """
  }
}
