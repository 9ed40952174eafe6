internal import Tessera

/// Sizes, and what sets the clusters apart: in words, and column by column.
struct ProfileSection {
  private let facts: ReportFacts

  init(_ facts: ReportFacts) { self.facts = facts }

  private var count: Int { facts.summary.clusterCount }
  private var rows: Int { facts.summary.data.rows }

  var markup: Markup {
    let title =
      count == 1 ? "The columns" : facts.profiles.isEmpty ? "The clusters" : "What sets the clusters apart"
    return """
      <section class="free" aria-labelledby="h-pro"><h2 id="h-pro">\(title)</h2>\(sizes)\(panels)</section>

      """
  }

  private var sizes: Markup {
    if count > 12 { return SizeChart(facts).markup }
    let sizes = facts.summary.counts.enumerated().filter { $1 > 0 }
    func text(_ cluster: Int, _ size: Int) -> Markup {
      """
      \(Glyphs.text(cluster, of: count)) <b>\(cluster)</b> \(Figure.count(size))<span class="w2"> \(size == 1 ? "row" : "rows")</span>, \
      \(Figure.percent(Double(size) / Double(rows)))
      """
    }
    func item(_ cluster: Int, _ size: Int, _ text: Markup) -> Markup {
      "<li class=\"\(Glyphs.colour(cluster, of: count))\" style=\"flex:\(size) 1 0\"><i></i>\(text)</li>"
    }
    // Words under a piece that is too short for them would be cut.
    let isRoomy = sizes.count <= 5 && sizes.allSatisfy { 7 * $1 >= rows }
    if isRoomy {
      let items = sizes.map { item($0, $1, "<span>\(text($0, $1))</span>") }
      return "<ul class=\"strip\" aria-label=\"Sizes\">\(items)</ul>"
    }
    return """
      <ul class="strip bare" aria-hidden="true">\(sizes.map { item($0, $1, "") })</ul>\
      <ul class="counts" aria-label="Sizes">\(sizes.map { "<li>\(text($0, $1))</li>" as Markup })</ul>
      """
  }

  private var panels: Markup {
    guard !facts.profiles.isEmpty else { return ClusterTable(facts).markup }
    let articles = facts.described.compactMap { cluster -> Markup? in
      guard let profile = facts.profiles[cluster] else { return nil }
      let words = facts.words[cluster] ?? []
      let near = count == 1 ? "All rows." : "Near the mean of all rows in every column."
      let say =
        words.isEmpty ? near : Prose.capitalized(words.joined(separator: ", ")) + "."
      let size: Markup = count > 12 ? " <small>\(Figure.count(facts.summary.counts[cluster], "row"))</small>" : ""
      return """
        <article class="panel"><h3>\(Glyphs.text(cluster, of: count, size: 16)) Cluster \(cluster)\(size)</h3>\
        <p class="say">\(say)</p><div>\(profile.columns.map { track(cluster, $0) })</div></article>
        """
    }
    return "<div class=\"three\">\(articles)</div><p class=\"note\">\(note)</p>"
  }

  private func track(_ cluster: Int, _ column: ClusterProfile.Column) -> Markup {
    let (title, format) = (facts.titles[column.index], facts.formats[column.index])
    let all = facts.units.restored(facts.spread.means[column.index], column.index)
    let reach = reaches[column.index] ?? 1
    func place(_ value: Double) -> Double { 0.5 + (value - all) / reach * 0.4 }
    let mean = format.meanText(column.mean)
    let (low, high) = (format.text(column.low), format.text(column.high))
    let bar = RangeLabels((place(column.low), low), (place(column.high), high))
    return """
      <div class="prow\(column.isNear ? " near" : "")"><span class="pn" title="\(title.heading)">\(title.name)</span>\
      <span class="pv">\(title.with(mean))</span>
      <svg class="track \(Glyphs.colour(cluster, of: count))" role="img" aria-label="\(title.name): mean \
      \(title.with(mean)), middle 80% from \(title.with(low)) to \(title.with(high)); all rows \(title.with(format.meanText(all)))">\
      <line class="mean" x1="50%" x2="50%" y1="1" y2="21"/>\
      <line class="bar" x1="\(Share(place(column.low)))" x2="\(Share(place(column.high)))" y1="11" y2="11"/>
      \(bar.markup)<circle cx="\(Share(place(column.mean)))" cy="11" r="5"/></svg></div>
      """
  }

  /// Column by column, how far from the mean of all rows the bars reach.
  private var reaches: [Int: Double] {
    var reaches: [Int: Double] = [:]
    for column in facts.profiles.values.flatMap(\.columns) {
      let all = facts.units.restored(facts.spread.means[column.index], column.index)
      let reach = [column.low, column.high, column.mean].reduce(0) { max($0, ($1 - all).magnitude) }
      reaches[column.index] = max(reaches[column.index] ?? 0, reach)
    }
    return reaches.mapValues { $0 > 0 && $0.isFinite ? $0 : 1 }
  }

  private var note: String {
    var text = "Dot: mean of the cluster. Bar: its middle 80%. Vertical line: mean of all rows"
    if facts.titles.count <= ReportLimits.columns {
      let means = facts.titles.indices.map { column in
        let mean = facts.units.restored(facts.spread.means[column], column)
        return "\(facts.titles[column].name) \(facts.titles[column].with(facts.formats[column].meanText(mean)))"
      }
      text += " (\(means.joined(separator: ", ")))"
    }
    text += ". Hollow dots lie within half a standard deviation of it."
    if facts.titles.count > ReportLimits.columns {
      text += " Of \(facts.titles.count) columns, the \(ReportLimits.farthestColumns) that are farthest from the mean."
    }
    if count > facts.described.count {
      text += " Of \(Figure.count(count, "cluster")), the \(facts.described.count) largest."
    }
    return text
  }
}
