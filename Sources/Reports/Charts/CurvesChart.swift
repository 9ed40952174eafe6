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
  private func x(_ update: Double) -> Double { 0.985 * (update / end).squareRoot() }

  private func y(_ value: Double) -> Double {
    0.06 + 0.67 * (range.upperBound - value) / (range.upperBound - range.lowerBound)
  }

  package var markup: Markup {
    let ticks = Ticks(range, most: 5)
    let lines = ticks.values.map { value -> Markup in
      """
      <line class="grid" x1="0" x2="100%" y1="\(Share(y(value)))" y2="\(Share(y(value)))"/>\
      <text x="0" y="\(Share(y(value)))" dx="-46" dy="4">\(ticks.text(value))</text>
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
      <svg class="plot tall axis" role="img" aria-label="\(description)">\(lines)<line class="base" x1="0" x2="100%" y1="84%" y2="84%"/>\
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
      return
        "<text x=\"\(Share(x(update)))\" y=\"100%\" dy=\"-8\" text-anchor=\"\(update == end ? "end" : "middle")\">\(name)</text>"
    }.joined
  }

  /// At the ends of the curves; those that end at one point share a line.
  private var names: Markup {
    var placed: [(place: SIMD2<Double>, name: String)] = []
    for curve in curves {
      let last = curve.points[curve.points.count - 1]
      let place = SIMD2(x(last.x), y(last.y))
      if let index = placed.firstIndex(where: {
        ($0.place - place).x.magnitude < 0.02 && ($0.place - place).y.magnitude < 0.005
      }) {
        placed[index].name += ", " + curve.name
      } else {
        placed.append((place, curve.name))
      }
    }
    placed.sort { ($0.place.y, $0.place.x) < ($1.place.y, $1.place.x) }
    var taken: [(x: ClosedRange<Double>, y: Double)] = []
    return placed.map { place, name -> Markup in
      // Above the end or below; where another curve or name is in the way, beside it.
      let width = Double(name.count + 2) * Self.letter
      let (right, left) = (place.x...(place.x + width), max(0, place.x - width)...place.x)
      let choices = [(left, 1.0), (left, -0.85), (right, 0), (left, 2), (right, 1), (right, -1), (left, 3)].map {
        ($0, place.y - $1 * Self.line)
      }
      let free = choices.first { across, height in
        (0.05...0.81).contains(height) && across.upperBound <= 1 && isFree(across, height)
          && !taken.contains { $0.x.overlaps(across) && ($0.y - height).magnitude < Self.line }
      }
      let (across, height) = free ?? (left, max(0.05, place.y - Self.line))
      taken.append((across, height))
      let isRight = across.lowerBound == place.x
      return """
        <text class="v end" x="\(Share(place.x))" y="\(Share(height))" dx="\(isRight ? 8 : 0)" dy="4"\
        \(isRight ? "" : " text-anchor=\"end\"")>\(name)</text>
        """
    }.joined
  }

  /// The height of a line of text, and the width of a letter on a wide page, as shares of the chart.
  private static let line = 0.085
  private static let letter = 0.0075

  /// Whether no curve passes through the place of a name.
  private func isFree(_ across: ClosedRange<Double>, _ height: Double) -> Bool {
    !curves.contains { curve in
      zip(curve.points, curve.points.dropFirst()).contains { first, second in
        let (x0, x1) = (x(first.x), x(second.x))
        let (from, to) = (max(x0, across.lowerBound + 0.005), min(x1, across.upperBound))
        guard from <= to, x1 > x0 else { return false }
        func y(at place: Double) -> Double {
          self.y(first.y) + (self.y(second.y) - self.y(first.y)) * (place - x0) / (x1 - x0)
        }
        let (one, other) = (y(at: from), y(at: to))
        return min(one, other) < height + Self.line / 2 && max(one, other) > height - Self.line / 2
      }
    }
  }
}
