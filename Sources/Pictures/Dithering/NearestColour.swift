/// Which colour of a palette is nearest to a point, the first of several: exact, in fewer steps than there are colours.
///
/// Colours lie by their first coordinate; a search goes away from the point's to both sides until no colour can be nearer.
struct NearestColour {
  private let points: [ColourPoint]
  /// The place of each in the palette.
  private let codes: [UInt8]

  /// - Parameter points: of the palette, at most 256.
  init(_ palette: [ColourPoint]) {
    let order = palette.indices.sorted { (palette[$0].x, $0) < (palette[$1].x, $1) }
    (points, codes) = (order.map { palette[$0] }, order.map { UInt8($0) })
  }

  func code(of point: ColourPoint) -> UInt8 {
    var (first, last) = (0, points.count)
    while first < last {
      let middle = (first + last) / 2
      if points[middle].x < point.x { first = middle + 1 } else { last = middle }
    }
    var (below, above) = (first - 1, first)
    var (best, least): (UInt8, Double) = (0, .infinity)
    func look(_ place: Int) -> Bool {
      let difference = points[place].x - point.x
      if difference * difference > least { return false }
      let square = points[place].square(to: point)
      if square < least || square == least && codes[place] < best { (best, least) = (codes[place], square) }
      return true
    }
    var (goesDown, goesUp) = (below >= 0, above < points.count)
    while goesDown || goesUp {
      if goesDown {
        goesDown = look(below) && below > 0
        below -= 1
      }
      if goesUp {
        goesUp = look(above) && above + 1 < points.count
        above += 1
      }
    }
    return best
  }
}
