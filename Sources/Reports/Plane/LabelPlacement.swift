/// Where on a map there is room for words: free space near their centroid, found by search.
struct LabelPlacement {
  struct Label {
    let cluster: Int
    let lines: [String]
  }

  struct Placed {
    let label: Label
    /// Of the first line's beginning, in pixels.
    let x: Double
    let y: Double
    /// From the label to its centroid, where it is not plain whose it is.
    let leader: (from: SIMD2<Double>, to: SIMD2<Double>)?
  }

  static let lineHeight = 18.0
  fileprivate static let cell = 8.0
  private let width: Int
  private let height: Int
  private var taken: [Bool]
  private let centroids: [SIMD2<Double>]
  private let marks: [SIMD2<Double>]
  /// Of each mark.
  private let clusters: [Int]

  /// - Parameters:
  ///   - size: of the map, in pixels.
  ///   - marks, centroids: in pixels.
  ///   - clusters: one per mark.
  init(size: SIMD2<Double>, marks: [SIMD2<Double>], clusters: [Int], centroids: [SIMD2<Double>]) {
    (self.marks, self.clusters) = (marks, clusters)
    width = max(1, Int(size.x / Self.cell))
    height = max(1, Int(size.y / Self.cell))
    self.centroids = centroids
    taken = Array(repeating: false, count: width * height)
    for mark in marks { take(mark - 4, mark + 4) }
    for centroid in centroids { take(centroid - 15, centroid + 15) }
  }

  private mutating func take(_ lower: SIMD2<Double>, _ upper: SIMD2<Double>) {
    // What lies beside the map (a centroid without rows) takes no room on it.
    let end = SIMD2(Double(width), Double(height)) * Self.cell
    guard lower.x < end.x, lower.y < end.y, upper.x >= 0, upper.y >= 0 else { return }
    func cells(_ from: Double, _ to: Double, _ count: Int) -> ClosedRange<Int> {
      Int(max(0, from) / Self.cell)...min(count - 1, Int(min(to, Double(count) * Self.cell) / Self.cell))
    }
    for row in cells(lower.y, upper.y, height) {
      for column in cells(lower.x, upper.x, width) { taken[row * width + column] = true }
    }
  }

  /// Places what fits without covering marks; words that do not fit are left out, then the label.
  mutating func place(_ labels: [Label]) -> [Placed] {
    labels.compactMap { label in
      // Rather a name nearby than words far away.
      for (lines, limit) in [(label.lines, 130.0), (Array(label.lines.prefix(1)), 450)] {
        if let placed = place(Label(cluster: label.cluster, lines: lines), within: limit) { return placed }
      }
      return nil
    }
  }

  private mutating func place(_ label: Label, within limit: Double) -> Placed? {
    let longest = label.lines.map(\.count).max() ?? 0
    let columns = Int((Double(longest) * 7.2 / Self.cell).rounded(.up)) + 1
    let rows = Int((Double(label.lines.count) * Self.lineHeight / Self.cell).rounded(.up)) + 1
    guard columns <= width, rows <= height, centroids.indices.contains(label.cluster) else { return nil }
    let own = centroids[label.cluster]
    var best: (cost: Double, box: Box, distance: Double)?
    for row in 0...(height - rows) {
      for column in 0...(width - columns) where isFree(row, column, rows, columns) {
        let box = Box(row: row, column: column, rows: rows, columns: columns)
        let distance = box.distance(to: own)
        var cost = distance
        guard cost < best?.cost ?? limit else { continue }
        // Words near another centroid, or near the rows of another cluster, would be taken for its own.
        if centroids.enumerated().contains(where: { $0 != label.cluster && box.distance(to: $1) < distance }) {
          cost += 150
        }
        if cost < best?.cost ?? limit { cost += strangeness(of: box, to: label.cluster) }
        if cost < best?.cost ?? limit { best = (cost, box, distance) }
      }
    }
    guard let best else { return nil }
    let box = best.box
    for row in box.row..<box.row + rows {
      for column in box.column..<box.column + columns { taken[row * width + column] = true }
    }
    let start = box.nearest(to: own)
    let isPlain = best.distance < 60 || best.cost < 110
    let ring = SIMD2(repeating: 15 / max(best.distance, 15))
    return Placed(
      label: label, x: box.lower.x + 5, y: box.lower.y + 14,
      leader: isPlain ? nil : (from: start, to: own + (start - own) * ring))
  }

  /// How much farther the nearest mark of the own cluster is than that of another, in pixels.
  private func strangeness(of box: Box, to cluster: Int) -> Double {
    var (own, other) = (Double.infinity, Double.infinity)
    for (mark, owner) in zip(marks, clusters) {
      let distance = box.distance(to: mark)
      if owner == cluster { own = min(own, distance) } else { other = min(other, distance) }
    }
    return own.isFinite && own > other ? own - other : 0
  }

  private func isFree(_ row: Int, _ column: Int, _ rows: Int, _ columns: Int) -> Bool {
    for y in row..<row + rows { for x in column..<column + columns where taken[y * width + x] { return false } }
    return true
  }
}

/// The place of a label, in cells.
private struct Box {
  let row: Int
  let column: Int
  let rows: Int
  let columns: Int

  var lower: SIMD2<Double> { SIMD2(Double(column), Double(row)) * LabelPlacement.cell }
  private var upper: SIMD2<Double> {
    SIMD2(Double(column + columns), Double(row + rows)) * LabelPlacement.cell
  }

  func nearest(to point: SIMD2<Double>) -> SIMD2<Double> { pointwiseMin(pointwiseMax(point, lower), upper) }

  func distance(to point: SIMD2<Double>) -> Double {
    let gap = point - nearest(to: point)
    return (gap * gap).sum().squareRoot()
  }
}
