internal import Matrices

/// Where rows and centroids are on the map, as shares of its sides: scales are equal along both.
struct MapPlane {
  /// Width by height.
  let aspect: Double
  /// Of drawn rows and of all centroids; y points down.
  let rows: [SIMD2<Double>]
  let centroids: [SIMD2<Double>]
  /// Of all rows, where not all are drawn.
  let density: Density?
  /// nil where the axes are columns.
  let principal: PrincipalPlane?
  /// Which column lies along each axis, where they do: the first across, unless the second extends much farther.
  let columns: (x: Int, y: Int)

  /// The width of the map at which sizes in pixels are chosen.
  static let width = 632.0

  private let middle: SIMD2<Double>
  /// Units of the plane per width.
  private let extent: Double
  /// The units of the plane in those of the points.
  private let unit: Double

  init(_ facts: ReportFacts) {
    self.init(facts.pass, facts.spread, centroids: facts.source.centroids, drawn: facts.drawn)
  }

  /// - Parameter centroids: in the units of the points.
  init(_ pass: PointPass, _ spread: ColumnSpread, centroids matrix: Matrix<Double>, drawn: DrawnRows) {
    unit = pass.unit
    let all: [SIMD2<Double>]
    var centres: [SIMD2<Double>]
    if pass.columns <= 2 {
      principal = nil
      all = pass.chunks { first, values, count in
        (0..<count).map { position in
          pass.columns == 2
            ? SIMD2(values[2 * position], values[2 * position + 1])
            : SIMD2(values[position], Self.scatter(first + position))
        }
      }.flatMap { $0 }
      centres = (0..<matrix.rows).map {
        SIMD2(matrix[$0, 0] / pass.unit, pass.columns == 2 ? matrix[$0, 1] / pass.unit : 0)
      }
    } else {
      let plane = PrincipalPlane(pass, spread)
      principal = plane
      all = plane.projection(pass, spread)
      centres = plane.projection(of: matrix, pass, spread)
    }
    var places = all
    var (lower, upper) = Self.bounds(places)
    let isUpright = pass.columns == 2 && upper.y - lower.y > 2.5 * (upper.x - lower.x)
    columns = isUpright ? (1, 0) : (0, 1)
    if isUpright {
      for index in places.indices { places[index] = SIMD2(places[index].y, places[index].x) }
      centres = centres.map { SIMD2($0.y, $0.x) }
      (lower, upper) = (SIMD2(lower.y, lower.x), SIMD2(upper.y, upper.x))
    }
    if pass.columns == 1 {
      // One column: rows are scattered across the height, which means nothing.
      let height = max(upper.x - lower.x, .leastNonzeroMagnitude) / 4
      for index in places.indices { places[index].y *= height }
      (lower.y, upper.y) = (-height / 2, height / 2)
    }
    // Centroids without rows may be far away; those near the rows belong on the map.
    let extents = SIMD2(max(upper.x - lower.x, 0), max(upper.y - lower.y, 0))
    let size = max(extents.x, extents.y) > 0 ? max(extents.x, extents.y) : 1
    aspect = max(1.15, min(3.2, extents.x / max(extents.y, size / 100)))
    middle = (lower + upper) / 2
    extent = max(extents.x, extents.y * aspect) * 1.1 > 0 ? max(extents.x, extents.y * aspect) * 1.1 : 1
    let (middle, extent, aspect) = (middle, extent, aspect)
    func share(_ place: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(0.5 + (place.x - middle.x) / extent, 0.5 - (place.y - middle.y) / extent * aspect)
    }
    rows = drawn.rows.map { share(places[$0]) }
    centroids = centres.map(share)
    density = drawn.isSample ? Density(places.lazy.map(share)) : nil
  }

  private static func bounds(_ places: [SIMD2<Double>]) -> (SIMD2<Double>, SIMD2<Double>) {
    var (lower, upper) = (places[0], places[0])
    for place in places {
      lower = pointwiseMin(lower, place)
      upper = pointwiseMax(upper, place)
    }
    return (lower, upper)
  }

  /// Between -1/2 and 1/2, the same for the same row.
  private static func scatter(_ row: Int) -> Double {
    let mixed = UInt64(row &+ 1) &* 0x9E37_79B9_7F4A_7C15
    return Double((mixed ^ (mixed >> 29)) >> 11) * 0x1p-53 - 0.5
  }

  /// What a step along both axes, in the units of the points, is as shares of the sides.
  func share(ofStep step: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(step.x / unit / extent, -step.y / unit / extent * aspect)
  }

  /// A length in the units of the points as a share of the width.
  func share(ofLength length: Double) -> Double { length / unit / extent }

  /// Other points in the units of the points: what lies along both axes.
  func place(_ x: Double, _ y: Double) -> SIMD2<Double> {
    SIMD2(0.5 + (x / unit - middle.x) / extent, 0.5 - (y / unit - middle.y) / extent * aspect)
  }

  /// What of an axis is on the map, in the units of the points.
  var horizontalRange: ClosedRange<Double> { (middle.x - extent / 2) * unit...(middle.x + extent / 2) * unit }
  var verticalRange: ClosedRange<Double> {
    (middle.y - extent / 2 / aspect) * unit...(middle.y + extent / 2 / aspect) * unit
  }

  var height: Double { Self.width / aspect }
}
