/// The pieces of a rectangle that are nearest to each of some centroids, clipped exactly, side by side.
enum VoronoiCells {
  typealias Point = SIMD2<Double>

  /// One polygon per centroid, counterclockwise; empty where it is nearest nowhere in the rectangle.
  ///
  /// - Complexity: O(centroids^2 * corners).
  static func cells(of centroids: [Point], lower: Point, upper: Point) -> [[Point]] {
    centroids.indices.map { index in
      var cell = [lower, Point(upper.x, lower.y), upper, Point(lower.x, upper.y)]
      for other in centroids.indices where other != index && !cell.isEmpty {
        if centroids[other] == centroids[index] {
          // Coincident centroids: the first owns the piece.
          if other < index { cell = [] }
          continue
        }
        cell = clipped(cell, nearerTo: centroids[index], than: centroids[other])
      }
      return cell
    }
  }

  /// The borders between the cells of a rectangle, each once; the rectangle's own sides are none.
  static func borders(of cells: [[Point]], lower: Point, upper: Point) -> [(Point, Point)] {
    let tolerance = ((upper - lower) * (upper - lower)).sum().squareRoot() * 1e-9
    func isSide(_ first: Point, _ second: Point) -> Bool {
      func near(_ left: Double, _ right: Double) -> Bool { (left - right).magnitude <= tolerance }
      return [lower.x, upper.x].contains { near(first.x, $0) && near(second.x, $0) }
        || [lower.y, upper.y].contains { near(first.y, $0) && near(second.y, $0) }
    }
    var seen: Set<[Int]> = []
    var borders: [(Point, Point)] = []
    for cell in cells {
      for (index, first) in cell.enumerated() {
        let second = cell[(index + 1) % cell.count]
        guard !isSide(first, second) else { continue }
        // Both neighbours have it, from opposite ends.
        let ends = [first, second].map { ($0 - lower) / tolerance / 1024 }.map {
          [Int($0.x.rounded()), Int($0.y.rounded())]
        }
        if seen.insert(ends[0].lexicographicallyPrecedes(ends[1]) ? ends[0] + ends[1] : ends[1] + ends[0]).inserted {
          borders.append((first, second))
        }
      }
    }
    return borders
  }

  /// What of a polygon is at least as near to one point as to another (Sutherland and Hodgman's cut by one line).
  static func clipped(_ polygon: [Point], nearerTo own: Point, than other: Point) -> [Point] {
    let normal = other - own
    let middle = (own + other) / 2
    func beyond(_ point: Point) -> Double { ((point - middle) * normal).sum() }
    var result: [Point] = []
    for (index, point) in polygon.enumerated() {
      let next = polygon[(index + 1) % polygon.count]
      let (here, there) = (beyond(point), beyond(next))
      if here <= 0 { result.append(point) }
      if here < 0 && there > 0 || here > 0 && there < 0 {
        result.append(point + (next - point) * (here / (here - there)))
      }
    }
    return result
  }
}
