/// A histogram of one column, with curves of density over it.
package struct DensityChart {
  private let title: ColumnTitle
  private let range: ClosedRange<Double>
  /// The density of rows in each of the equal parts of the range.
  private let bars: [Double]
  /// The first is that of all; each is at equal steps over the range.
  private let curves: [[Double]]
  private let description: String

  /// - Parameters:
  ///   - bars: the density of rows in each of some equal parts of the range.
  ///   - curves: at equal steps from one end of the range to the other: of all, then of each component.
  ///   - description: for those who do not see it.
  package init?(
    heading: String, range: ClosedRange<Double>, bars: [Double], curves: [[Double]], description: String
  ) {
    guard range.upperBound > range.lowerBound, (bars + curves.joined()).allSatisfy(\.isFinite) else { return nil }
    title = ColumnTitle(heading)
    (self.range, self.bars, self.curves, self.description) = (range, bars, curves, description)
  }

  package var markup: Markup {
    // A curve of one value would hide all others: it may leave the chart.
    let highest = max(bars.max() ?? 0, min(curves.first?.max() ?? 0, 2 * (bars.max() ?? 0)))
    guard highest > 0 else { return "" }
    func height(_ density: Double) -> Double { 0.8 * density / highest }
    let step = 1 / Double(bars.count)
    let rects = bars.enumerated().filter { $1 > 0 }.map { index, density -> Markup in
      """
      <rect x="\(Share(Double(index) * step))" width="\(Share(step * 0.94))" y="\(Share(0.86 - height(density)))" \
      height="\(Share(height(density)))"/>
      """
    }
    let paths = curves.enumerated().map { index, curve -> Markup in
      let points = curve.enumerated().map { place, density in
        let x = Double(place) / Double(max(1, curve.count - 1))
        return "\(Figure.plain(x * 1000)) \(Figure.plain(max(-1, 0.86 - height(density)) * 1000))"
      }
      let kind = index == 0 ? "ln" : "ln \(Glyphs.colour(index - 1, of: curves.count - 1))"
      return "<path class=\"\(kind)\" d=\"M\(points.joined(separator: "L"))\"/>"
    }
    let ticks = Ticks(range, most: 8)
    let extent = range.upperBound - range.lowerBound
    let names = ticks.values.map { ($0, ($0 - range.lowerBound) / extent) }.filter { (0.02...0.98).contains($0.1) }
      .map { value, place -> Markup in
        "<text x=\"\(Share(place))\" y=\"100%\" dy=\"-8\" text-anchor=\"middle\">\(ticks.text(value))</text>"
      }
    return """
      <figure><svg class="plot tall den" role="img" aria-label="\(description)"><g class="sb">\(rects)</g>\
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" style="overflow:hidden" \
      aria-hidden="true">\(paths)</svg><line class="base" x1="0" x2="100%" y1="86%" y2="86%"/>\(names)</svg>\
      <p class="ax r">\(title.withUnit) →</p></figure>
      """
  }
}
