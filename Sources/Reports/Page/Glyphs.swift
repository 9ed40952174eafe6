/// The shapes of clusters: each has one of its own, so that nothing depends on colour alone.
enum Glyphs {
  private static let paths = [
    "M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z", "M0-4.3L4.2 3.3H-4.2z", "M-3.1-3.1h6.2v6.2h-6.2z",
    "M0-4.4L4.4 0L0 4.4L-4.4 0z", "M0 4.3L4.2-3.3H-4.2z",
    "M-1.4-4h2.8v2.6h2.6v2.8h-2.6v2.6h-2.8v-2.6h-2.6v-2.8h2.6z", "M0-4.2L4-1.3L2.5 3.4H-2.5L-4-1.3z",
    "M-2-3.6h4L4.1 0L2 3.6h-4L-4.1 0z",
  ]

  /// The class of a cluster, for its colour.
  static func colour(_ cluster: Int, of count: Int) -> String { count <= ReportLimits.coloured ? "c\(cluster)" : "cx" }

  /// The number of its shape.
  static func shape(_ cluster: Int, of count: Int) -> Int { count <= ReportLimits.coloured ? cluster : 0 }

  /// All shapes for `<use>`: `s` in text, `p` on the map, `S` around the number of a centroid.
  ///
  /// - Parameter scale: of marks on the map.
  static func definitions(_ count: Int, scale: Double) -> Markup {
    let shown = count <= ReportLimits.coloured ? count : 1
    let shapes = paths.prefix(shown).enumerated().map { index, path -> Markup in
      """
      <path id="s\(index)" d="\(path)"/><g id="p\(index)"><path class="dp" d="\(path)" \
      transform="scale(\(Figure.fixed(scale, places: 2)))"/></g>\
      <g id="S\(index)"><path class="dc" d="\(path)" transform="scale(3.3)" stroke-width=".75"/></g>
      """
    }
    return """
      <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>\(shapes)</defs></svg>
      """
  }

  /// The shape of a cluster in text.
  static func text(_ cluster: Int, of count: Int, size: Int = 12) -> Markup {
    """
    <svg class="gl \(colour(cluster, of: count))" width="\(size)" height="\(size)" viewBox="-5 -5 10 10" aria-hidden="true">\
    <use href="#s\(shape(cluster, of: count))"/></svg>
    """
  }
}
