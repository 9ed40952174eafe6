/// Several curves over the same updates, each told by its dashes and its name at the end.
package struct CurvesChart {
  package struct Curve {
    let name: String
    let points: [SIMD2<Double>]

    /// - Parameter points: updates and values, ascending.
    package init(name: String, points: [SIMD2<Double>]) { (self.name, self.points) = (name, points) }
  }

  private let description: String
  private let curves: [Curve]
  private let end: Double
  private let range: ClosedRange<Double>

  /// - Parameter description: for those who do not see it.
  package init?(_ curves: [Curve], description: String) {
    let shown = curves.filter { $0.points.count > 1 }
    let points = shown.flatMap(\.points)
    guard let least = points.map(\.y).min(), let most = points.map(\.y).max(), most > least, most.isFinite,
      let end = points.map(\.x).max(), end > 0
    else { return nil }
    self.description = description
    (self.curves, self.end, range) = (shown, end, least...most)
  }

  /// Updates by their square roots: much happens at first.
  private func x(_ update: Double) -> Double { 0.08 + 0.72 * (update / end).squareRoot() }

  private func y(_ value: Double) -> Double {
    0.06 + 0.74 * (range.upperBound - value) / (range.upperBound - range.lowerBound)
  }

  package var markup: Markup {
    let ticks = Ticks(range, most: 5)
    let lines = ticks.values.map { value -> Markup in
      """
      <line class="grid" x1="8%" x2="100%" y1="\(Share(y(value)))" y2="\(Share(y(value)))"/>\
      <text x="0" y="\(Share(y(value)))" dy="4">\(ticks.text(value))</text>
      """
    }
    let dashes = ["", " b", " c", " d"]
    let paths = curves.enumerated().map { index, curve -> Markup in
      let points = curve.points
      // Nobody sees more than a point per pixel.
      let shown = points.count <= 400 ? points : (0..<400).map { points[$0 * (points.count - 1) / 399] }
      let path = shown.map { "\(Figure.plain(x($0.x) * 1000)) \(Figure.plain(y($0.y) * 1000))" }.joined(separator: "L")
      return "<path class=\"ln\(Markup(trusted: dashes[index % 4]))\" d=\"M\(Markup(trusted: path))\"/>"
    }
    return """
      <svg class="plot tall" role="img" aria-label="\(description)">\(lines)<line class="base" x1="8%" x2="100%" y1="84%" y2="84%"/>\
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">\(paths)</svg>\(names)\
      \(updates)</svg>
      """
  }

  private var updates: Markup {
    let shown = [0.01, 0.1, 0.4, 1].map { ($0 * end).rounded() }.filter { $0 >= 1 }
    return ([0] + shown).reduce(into: [Double]()) { kept, update in
      if kept.last.map({ x(update) - x($0) > 0.06 }) ?? true { kept.append(update) }
    }
    .map { update -> Markup in
      let name = update == 0 ? "start" : Figure.count(Int(update))
      return "<text x=\"\(Share(x(update)))\" y=\"100%\" dy=\"-8\" text-anchor=\"middle\">\(name)</text>"
    }.joined
  }

  /// At the ends of the curves; those that end together share a line.
  private var names: Markup {
    var placed: [(place: SIMD2<Double>, name: String)] = []
    for curve in curves {
      let last = curve.points[curve.points.count - 1]
      let place = SIMD2(x(last.x), y(last.y))
      if let index = placed.firstIndex(where: {
        ($0.place - place).x.magnitude < 0.02 && ($0.place - place).y.magnitude < 0.02
      }) {
        placed[index].name += ", " + curve.name
      } else {
        placed.append((place, curve.name))
      }
    }
    placed.sort { ($0.place.y, $0.place.x) > ($1.place.y, $1.place.x) }
    var taken: [SIMD2<Double>] = []
    return placed.map { place, name -> Markup in
      var height = min(place.y, 0.77)
      while taken.contains(where: { ($0.x - place.x).magnitude < 0.15 && ($0.y - height).magnitude < 0.085 }) {
        height -= 0.085
      }
      taken.append(SIMD2(place.x, height))
      return "<text class=\"v end\" x=\"\(Share(place.x))\" y=\"\(Share(height))\" dx=\"8\" dy=\"4\">\(name)</text>"
    }.joined
  }
}
