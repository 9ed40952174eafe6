import Testing

@testable import Reports

@Suite struct PlaneTests {
  typealias Point = SIMD2<Double>

  /// Three points: (1, 1) and (3, 1) part at x = 2; (2, 3) is parted from each by a line through (2, 1.75).
  @Test func threePiecesByHand() {
    let cells = VoronoiCells.cells(of: [Point(1, 1), Point(3, 1), Point(2, 3)], lower: Point(0, 0), upper: Point(4, 4))
    // From (1, 1) to (2, 3): x + 2 y = 5.5, which leaves the rectangle at (0, 2.75).
    #expect(Self.isSame(cells[0], [Point(0, 0), Point(2, 0), Point(2, 1.75), Point(0, 2.75)]))
    #expect(Self.isSame(cells[1], [Point(2, 0), Point(4, 0), Point(4, 2.75), Point(2, 1.75)]))
    #expect(Self.isSame(cells[2], [Point(2, 1.75), Point(4, 2.75), Point(4, 4), Point(0, 4), Point(0, 2.75)]))
  }

  /// The same three pieces have three borders, which meet at (2, 1.75).
  @Test func bordersAreDrawnOnce() {
    let (lower, upper) = (Point(0, 0), Point(4, 4))
    let cells = VoronoiCells.cells(of: [Point(1, 1), Point(3, 1), Point(2, 3)], lower: lower, upper: upper)
    let borders = VoronoiCells.borders(of: cells, lower: lower, upper: upper)
    #expect(borders.count == 3)
    #expect(
      borders.allSatisfy { border in
        [border.0, border.1].contains { ($0 - Point(2, 1.75)).x.magnitude + ($0 - Point(2, 1.75)).y.magnitude < 1e-12 }
      })
  }

  @Test func oneCentroidHasAll() {
    let cells = VoronoiCells.cells(of: [Point(9, 9)], lower: Point(0, 0), upper: Point(1, 2))
    #expect(cells == [[Point(0, 0), Point(1, 0), Point(1, 2), Point(0, 2)]])
  }

  /// Of coincident centroids the first has the piece; one far outside has none.
  @Test func somePiecesAreEmpty() {
    let cells = VoronoiCells.cells(
      of: [Point(0.5, 0.5), Point(0.5, 0.5), Point(50, 0)], lower: Point(0, 0), upper: Point(1, 1))
    #expect(cells[0].count == 4 && cells[1].isEmpty && cells[2].isEmpty)
  }

  private static func isSame(_ left: [Point], _ right: [Point]) -> Bool {
    left.count == right.count
      && left.indices.contains { shift in
        left.indices.allSatisfy { index in
          let difference = left[(index + shift) % left.count] - right[index]
          return (difference * difference).sum() < 1e-20
        }
      }
  }

  /// One point in one cell, four in the next: steps by bits of the count.
  @Test func densityCountsCells() {
    let places = [Point(0, 0)] + Array(repeating: Point(1.5 / 60, 0), count: 4) + [Point(2, 2), Point(-1, 0.999)]
    let density = Density(places)
    #expect((0..<4).map { density.step(0, $0) } == [2, 5, 0, 0])
    #expect(density.step(44, 59) == 2 && density.step(44, 0) == 2)
    #expect(density.paths[4] == "M1 0h1v1h-1z")
    #expect(density.paths[1] == "M0 0h1v1h-1zM0 44h1v1h-1zM59 44h1v1h-1z")
  }

  /// Two labels at one centroid's free surroundings: neither covers a mark, nor the other.
  @Test func labelsStandWhereNothingIs() throws {
    let marks = (0..<20).flatMap { x in (0..<10).map { y in Point(Double(x) * 10, Double(y) * 10) } }
    var placement = LabelPlacement(
      size: Point(600, 400), marks: marks, clusters: marks.map { _ in 0 }, centroids: [Point(100, 50), Point(300, 200)])
    let placed = placement.place([
      .init(cluster: 0, lines: ["Cluster 0", "long bill"]), .init(cluster: 1, lines: ["Cluster 1"]),
    ])
    #expect(placed.map(\.label.cluster) == [0, 1] && placed[0].label.lines.count == 2)
    for label in placed {
      #expect(label.x > 200 || label.y - 14 > 94, "over the marks at \(label.x), \(label.y)")
    }
  }

  /// Between two clouds there is room nearer to the centroid than behind its own rows, but it lies at the other's.
  @Test func labelsStandAtTheirOwnRows() throws {
    func cloud(_ places: [Int]) -> [Point] {
      places.flatMap { x in [0, 10, 20, 30, 40].map { Point(Double(x), $0) } }
    }
    let (left, right) = (cloud((0..<24).map { $0 * 10 }), cloud([370, 380]))
    var placement = LabelPlacement(
      size: Point(600, 40), marks: left + right, clusters: left.map { _ in 0 } + right.map { _ in 1 },
      centroids: [Point(100, 20), Point(350, 20)])
    let placed = try #require(placement.place([.init(cluster: 1, lines: ["Cluster 1"])]).first)
    #expect(placed.x == 397 && placed.leader == nil, "at \(placed.x), \(placed.y)")
  }

  /// Where there is room only far away, a line leads to the centroid, up to its sign.
  @Test func aLineLeadsFromFarAway() throws {
    let marks = (0..<40).flatMap { x in (0..<40).map { y in Point(Double(x) * 10, Double(y) * 10) } }
    var placement = LabelPlacement(
      size: Point(600, 400), marks: marks, clusters: marks.map { _ in 0 }, centroids: [Point(200, 200)])
    let placed = try #require(placement.place([.init(cluster: 0, lines: ["Cluster 0"])]).first)
    let leader = try #require(placed.leader)
    #expect(leader.from == Point(400, 200) && (leader.to.x - 215).magnitude < 1e-9 && leader.to.y == 200)
  }

  /// Centroids without rows may lie anywhere.
  @Test func whatIsBesideTheMapTakesNoRoom() {
    let far = [
      Point(1e300, 0), Point(-1e300, 5), Point(700, 200), Point(300, -90), Point(300, 404), Point(.infinity, 0),
    ]
    var placement = LabelPlacement(
      size: Point(600, 400), marks: far, clusters: Array(0..<6), centroids: far + [Point(300, 200)])
    #expect(placement.place([.init(cluster: 6, lines: ["Cluster 6"])]).count == 1)
  }

  /// Where words do not fit, the first line alone is tried; then nothing.
  @Test func labelsGiveWayToMarks() {
    let marks = (0..<60).flatMap { x in (0..<40).map { y in Point(Double(x) * 10, Double(y) * 10) } }
    func placement(_ marks: [Point]) -> LabelPlacement {
      LabelPlacement(
        size: Point(600, 400), marks: marks, clusters: marks.map { _ in 0 }, centroids: [Point(300, 60)])
    }
    var full = placement(marks)
    #expect(full.place([.init(cluster: 0, lines: ["Cluster 0"])]).isEmpty)
    var strip = placement(marks.filter { $0.y > 40 })
    let placed = strip.place([.init(cluster: 0, lines: ["Cluster 0", "a", "b", "c"])])
    #expect(placed.map(\.label.lines) == [["Cluster 0"]])
  }
}
