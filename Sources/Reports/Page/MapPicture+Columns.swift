internal import Matrices
internal import Tessera

/// What the map of one or two columns has beside the rows: pieces, ticks, the centroids' ways and certified discs.
extension MapSection {
  /// Where another centroid becomes the nearest, in one or two columns, and in a straight line.
  var pieces: Markup {
    guard plane.principal == nil, clusterCount > 1, clusterCount <= 200, !facts.pass.isManhattan else { return "" }
    // Equal scales matter to what is nearest: in units of the width.
    let stretch = SIMD2(1, 1 / plane.aspect)
    var sites = plane.centroids.map { $0 * stretch }
    if facts.pass.columns == 1 { for index in sites.indices { sites[index].y = 0.5 / plane.aspect } }
    let cells = VoronoiCells.cells(of: sites, lower: SIMD2(0, 0), upper: stretch)
    let borders = VoronoiCells.borders(of: cells, lower: SIMD2(0, 0), upper: stretch)
    let path = borders.map { "M\(point($0.0 / stretch))L\(point($0.1 / stretch))" }.joined()
    return curves("vor", ["<path d=\"\(path)\"/>"])
  }

  var ticks: Markup {
    guard plane.principal == nil else { return "" }
    let units = facts.units
    func axis(_ range: ClosedRange<Double>, _ column: Int, most: Int) -> (Ticks, (Double) -> Double) {
      let (low, high) = (units.restored(range.lowerBound, column), units.restored(range.upperBound, column))
      guard high > low, (high - low).isFinite else { return (Ticks(0...0, most: most), { _ in 0 }) }
      return (Ticks(low...high, most: most), { ($0 - low) / (high - low) })
    }
    let (across, x) = axis(plane.horizontalRange, plane.columns.x, most: 7)
    let horizontal = across.values.filter { (0.03...0.97).contains(x($0)) }.map { value -> Markup in
      let place = Share(x(value))
      return """
        <line class="tick" x1="\(place)" x2="\(place)" y1="100%" y2="99%"/>\
        <text class="tl" x="\(place)" y="100%" dy="-8" text-anchor="middle">\(across.text(value))</text>
        """
    }
    guard facts.pass.columns == 2 else { return horizontal.joined }
    let (up, y) = axis(plane.verticalRange, plane.columns.y, most: plane.aspect > 2 ? 3 : 6)
    // The corner belongs to the other axis.
    let vertical = up.values.filter { (0.1...0.97).contains(y($0)) }.map { value -> Markup in
      let place = Share(1 - y(value))
      return """
        <line class="tick" x1="0" x2="6" y1="\(place)" y2="\(place)"/>\
        <text class="tl" x="10" y="\(place)" dy="4">\(up.text(value))</text>
        """
    }
    return (horizontal + vertical).joined
  }

  var hasWay: Bool { plane.principal == nil && facts.pass.columns == 2 && wayEntries.count > 1 }

  /// The centroids on their way, thinned out where there are many.
  private var wayEntries: [Matrix<Double>] {
    let kept = facts.summary.trace.compactMap(\.centroids).filter { $0.columns == 2 && $0.rows == clusterCount }
    let most = max(2, 4000 / max(1, clusterCount))
    guard kept.count > most else { return kept }
    return (0..<most).map { kept[$0 * (kept.count - 1) / (most - 1)] }
  }

  var ways: Markup {
    guard hasWay else { return "" }
    let entries = wayEntries
    return curves(
      "way",
      (0..<clusterCount).map { cluster in
        let corners = entries.map { point(plane.place($0[cluster, plane.columns.x], $0[cluster, plane.columns.y])) }
        return "<path d=\"M\(corners.joined(separator: "L"))\"/>"
      })
  }

  /// Of the certified disc, as a share of the width: where it is two pixels or more.
  var discRadius: Double? {
    guard plane.principal == nil, facts.pass.columns == 2, !facts.pass.isManhattan, let radius = facts.summary.radius
    else { return nil }
    let share = plane.share(ofLength: radius)
    return share * MapPlane.width >= 2 && share < 1 ? share : nil
  }

  var discs: Markup {
    guard let radius = discRadius, clusterCount <= 60 else { return "" }
    // A radius in percent is one of the diagonal over the root of two.
    let diagonal = ((1 + 1 / (plane.aspect * plane.aspect)) / 2).squareRoot()
    return plane.centroids.map { place -> Markup in
      "<circle class=\"disc\" cx=\"\(Share(place.x))\" cy=\"\(Share(place.y))\" r=\"\(Share(radius / diagonal))\"/>"
    }.joined
  }
}
