internal import Tessera

/// A value of every row, sorted within its cluster, clusters side by side: silhouettes, else margins.
struct SortedValues {
  private let facts: ReportFacts
  private let values: [Double]
  /// The rows of the values.
  private let rows: [Int]?
  private let isSilhouette: Bool

  init(_ facts: ReportFacts) {
    self.facts = facts
    isSilhouette = facts.silhouettes != nil
    values = facts.silhouettes?.values ?? facts.source.margins
    rows = facts.silhouettes?.rows
  }

  private struct Area {
    let cluster: Int
    let rows: Int
    /// From the largest to the smallest: heights at even places.
    let heights: [Double]
    let mean: Double
  }

  private var areas: [Area] {
    let clusters = facts.summary.clusterCount <= 12 ? Array(0..<facts.summary.clusterCount) : facts.described
    var byCluster: [Int: [Double]] = [:]
    for (index, value) in values.enumerated() {
      byCluster[Int(facts.source.labels[rows?[index] ?? index]), default: []].append(value)
    }
    return clusters.compactMap { cluster in
      let sorted = (byCluster[cluster] ?? []).sorted(by: >)
      guard !sorted.isEmpty else { return nil }
      let steps = min(sorted.count, 60)
      let heights = (0..<steps).map { sorted[$0 * (sorted.count - 1) / max(1, steps - 1)] }
      return Area(
        cluster: cluster, rows: sorted.count, heights: heights, mean: sorted.reduce(0, +) / Double(sorted.count))
    }
  }

  var markup: Markup {
    let areas = areas
    let all = areas.flatMap(\.heights)
    let most = max(all.max() ?? 1, 0)
    let least = min(all.min() ?? 0, 0)
    guard most > least, most.isFinite else { return "" }
    let ticks = Ticks(least...most, most: 5)
    func y(_ value: Double) -> Double { 0.02 + 0.84 * (most - value) / (most - least) }
    let lines = ticks.values.map { value -> Markup in
      """
      <line class="\(value == 0 ? "base" : "grid")" x1="9%" x2="100%" y1="\(Share(y(value)))" y2="\(Share(y(value)))"/>\
      <text x="0" y="\(Share(y(value)))" dy="4">\(ticks.text(value))</text>
      """
    }
    let gap = areas.count > 1 ? min(0.02, 0.2 / Double(areas.count - 1)) : 0
    let room = 0.91 - gap * Double(areas.count - 1)
    let total = Double(areas.reduce(0) { $0 + $1.rows })
    // Means at all clusters or at none.
    let hasMeans = areas.allSatisfy { room * Double($0.rows) / total > 0.12 }
    let isTight = !areas.allSatisfy { room * Double($0.rows) / total > 0.24 }
    var (x, named) = (0.09, 0.0)
    var paths: [Markup] = []
    var means: [Markup] = []
    for area in areas {
      let width = room * Double(area.rows) / total
      let half = Self.halfWidth(ofName: area.cluster)
      let isRoomy = x + width / 2 - half >= named
      if isRoomy { named = x + width / 2 + half }
      let step = width / Double(area.heights.count)
      var path = "M\(Figure.plain(x * 1000)) \(Figure.plain(y(0) * 1000))"
      for (index, height) in area.heights.enumerated() {
        path += "L\(Figure.plain((x + Double(index) * step) * 1000)) \(Figure.plain(y(height) * 1000))"
        path += "H\(Figure.plain((x + Double(index + 1) * step) * 1000))"
      }
      path += "V\(Figure.plain(y(0) * 1000))z"
      paths.append("<path class=\"\(Glyphs.colour(area.cluster, of: facts.summary.clusterCount))\" d=\"\(path)\"/>")
      means.append(
        """
        <line class="smean" x1="\(Share(x))" x2="\(Share(x + width))" y1="\(Share(y(area.mean)))" y2="\(Share(y(area.mean)))"/>\
        \(name(of: area, x + width / 2, hasMean: hasMeans, isTight: isTight, isRoomy: isRoomy))
        """)
      x += width + gap
    }
    let title = isSilhouette ? "Silhouettes" : "Margins by cluster"
    let mean = facts.silhouettes?.mean ?? values.reduce(0, +) / Double(max(1, values.count))
    return """
      <div><h3>\(title)</h3><svg class="plot tall" role="img" aria-label="\(title), sorted within each cluster; means: \
      \(areas.map { "cluster \($0.cluster) \(text($0.mean))" }.joined(separator: ", ")).">\(lines)\
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"><g class="areas">\(paths)</g></svg>\
      \(means)</svg><p class="note">\(note(mean))</p></div>
      """
  }

  /// Half of the room for a number on a printed page, as a share of the chart.
  private static func halfWidth(ofName cluster: Int) -> Double { 0.006 + 0.012 * Double("\(cluster)".count) }

  /// - Parameter isTight: whether there is room for the mean on a wide screen only.
  private func name(of area: Area, _ middle: Double, hasMean: Bool, isTight: Bool, isRoomy: Bool) -> Markup {
    guard isRoomy else { return "" }
    let mean = hasMean ? "<tspan\(isTight ? " class=\"sm\"" : "")> mean \(text(area.mean))</tspan>" as Markup : ""
    return """
      <text x="\(Share(middle))" y="100%" dy="-8" text-anchor="middle"><tspan class="v end">\(area.cluster)</tspan>\
      \(mean)</text>
      """
  }

  private func text(_ value: Double) -> String {
    isSilhouette ? Figure.fixed(value, places: 2) : Figure.text(value, digits: 2)
  }

  private func note(_ mean: Double) -> String {
    let order = "One column per row, sorted; a line at the mean of each cluster."
    guard isSilhouette else {
      return order + " Low on the right: rows near another cluster. Mean of all \(text(mean))."
    }
    let negative = values.count { $0 < 0 }
    let rows = negative == 0 ? "no row" : negative == 1 ? "1 row" : "\(Figure.count(negative)) rows"
    let sample = facts.silhouettes?.isSample ?? false ? " Of \(Figure.count(values.count)) rows drawn by chance." : ""
    return order + sample
      + " Near 1: far from other clusters; below 0: nearer, on average, to another one (\(rows)). Mean of all \(text(mean))."
  }
}
