/// What grows along a principal axis.
enum AxisWords {
  /// “more flipper length and body mass, less bill depth”: the columns with at least half of the largest weight, three at
  /// most.
  static func text(_ axis: [Double], _ titles: [ColumnTitle]) -> String {
    let largest = axis.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, titles.count <= ReportLimits.profiledColumns else { return "a mixture of all columns" }
    let strong = axis.indices.filter { axis[$0].magnitude >= largest / 2 }
      .sorted { (axis[$1].magnitude, $0) < (axis[$0].magnitude, $1) }
    guard strong.count <= 8 else { return "a mixture of \(Figure.count(strong.count)) columns" }
    let shown = strong.prefix(4)
    let more = shown.filter { axis[$0] > 0 }.map { titles[$0].name }
    let less = shown.filter { axis[$0] < 0 }.map { titles[$0].name }
    let parts = [more.isEmpty ? "" : "more " + Prose.list(more), less.isEmpty ? "" : "less " + Prose.list(less)]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
