/// The two ends of a bar in figures below it, which neither overprint each other nor leave the chart.
struct RangeLabels {
  /// A place as a share of the chart's width, and its figure.
  typealias End = (place: Double, text: String)

  private let low: End
  private let high: End

  /// A longer bar has room for both figures below it.
  private static let roomy = 0.55

  init(_ low: End, _ high: End) { (self.low, self.high) = (low, high) }

  var markup: Markup {
    if high.place - low.place >= Self.roomy {
      return "\(text(low.text, low.place, "start", -3))\(text(high.text, high.place, "end", 3))"
    }
    let both = low.text == high.text ? low.text : "\(low.text) – \(high.text)"
    // Where the bar is on one side, the figures begin or end with it.
    switch (low.place + high.place) / 2 {
    case ..<0.35: return text(both, low.place, "start", -3)
    case 0.65...: return text(both, high.place, "end", 3)
    default: return text(both, (low.place + high.place) / 2, "middle", 0)
    }
  }

  private func text(_ text: String, _ place: Double, _ anchor: String, _ offset: Int) -> Markup {
    "<text x=\"\(Share(place))\" y=\"31\" dx=\"\(offset)\" text-anchor=\"\(anchor)\">\(text)</text>"
  }
}
