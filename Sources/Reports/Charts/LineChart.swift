/// A curve over iterations, labelled where something happens.
struct LineChart {
  struct Point {
    /// Under the axis.
    let name: String
    let place: Double
    let value: Double
    let text: String
  }

  let title: String
  let description: String
  let points: [Point]
  /// What the chart's height spans.
  let range: ClosedRange<Double>
  /// Whether the curve goes down: labels then stand above it on the right.
  let falls: Bool

  private func x(_ point: Point) -> Double {
    let (first, last) = (points[0].place, points[points.count - 1].place)
    return last > first ? 0.07 + 0.86 * (point.place - first) / (last - first) : 0.5
  }

  private func y(_ point: Point) -> Double {
    let extent = range.upperBound - range.lowerBound
    return extent > 0 ? 0.18 + 0.62 * (range.upperBound - point.value) / extent : 0.5
  }

  /// All of a few points; of many the first, the last and the knee.
  private var labelled: [Int] {
    guard points.count > 8 else { return Array(points.indices) }
    return Set([0, knee, points.count - 1]).sorted()
  }

  /// The point that is farthest from the line between both ends.
  private var knee: Int {
    let (first, last) = (points[0], points[points.count - 1])
    let (x0, y0, x1, y1) = (x(first), y(first), x(last), y(last))
    func distance(_ index: Int) -> Double {
      ((x1 - x0) * (y(points[index]) - y0) - (y1 - y0) * (x(points[index]) - x0)).magnitude
    }
    let inner = points.indices.dropFirst().dropLast()
    return inner.max { distance($0) < distance($1) } ?? 0
  }

  var markup: Markup {
    let curve = points.map { "\(Figure.plain(x($0) * 1000)) \(Figure.plain(y($0) * 1000))" }.joined(separator: "L")
    let dots = points.count <= 40 ? points : labelled.map { points[$0] }
    return """
      <svg class="plot" role="img" aria-label="\(description)">\
      <line class="base" x1="0" x2="100%" y1="84%" y2="84%"/>\
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"><path class="ln" d="M\(curve)"/></svg>\
      \(dots.map { "<circle cx=\"\(Share(x($0)))\" cy=\"\(Share(y($0)))\" r=\"\(points.count <= 40 ? "4" : "4.5")\"/>" as Markup })\
      \(labelled.map(label))</svg>
      """
  }

  private func label(_ index: Int) -> Markup {
    let point = points[index]
    let isEnd = index == 0 || index == points.count - 1
    // Rising curves have their first label below, where the curve is not, if there is room above the axis.
    let below = !falls && index == 0 && y(point) < 0.7
    // Under the axis there is no room for two names side by side.
    let isClose = !isEnd && [0, points.count - 1].contains { (x(points[$0]) - x(point)).magnitude < 0.08 }
    // A falling curve comes from the upper left, and is flat in the end.
    let isBeside = !isEnd && (falls && index <= points.count / 3 || isClose)
    let name: Markup =
      isClose ? "" : "<text x=\"\(Share(x(point)))\" y=\"100%\" dy=\"-6\" text-anchor=\"middle\">\(point.name)</text>"
    // A long number would reach beyond the chart.
    let anchor: Markup =
      isEnd && point.text.count > 5 && x(points[0]) < x(points[points.count - 1])
      ? (index == 0 ? " dx=\"-14\"" : " dx=\"14\" text-anchor=\"end\"")
      : !isBeside
        ? " text-anchor=\"middle\""
        : isClose && x(point) > 0.5 ? " dx=\"4\" text-anchor=\"end\"" : " dx=\"\(isClose ? 8 : -4)\""
    return """
      <text class="v\(isEnd ? " end" : "")" x="\(Share(x(point)))" y="\(Share(y(point)))" dy="\(below ? "20" : "-11")"\
      \(anchor)>\(point.text)\(isClose ? " after \(point.name)" : "")</text>\(name)
      """
  }
}
