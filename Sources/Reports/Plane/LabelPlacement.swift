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
  }

  static let lineHeight = 18.0
  private static let cell = 8.0
  private let width: Int
  private let height: Int
  private var taken: [Bool]
  private let centroids: [SIMD2<Double>]

  /// - Parameters:
  ///   - size: of the map, in pixels.
  ///   - marks, centroids: in pixels.
  init(size: SIMD2<Double>, marks: [SIMD2<Double>], centroids: [SIMD2<Double>]) {
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
      for lines in [label.lines, Array(label.lines.prefix(1))] {
        if let placed = place(Label(cluster: label.cluster, lines: lines)) { return placed }
      }
      return nil
    }
  }

  private mutating func place(_ label: Label) -> Placed? {
    let longest = label.lines.map(\.count).max() ?? 0
    let columns = Int((Double(longest) * 7.2 / Self.cell).rounded(.up)) + 1
    let rows = Int((Double(label.lines.count) * Self.lineHeight / Self.cell).rounded(.up)) + 1
    guard columns <= width, rows <= height, centroids.indices.contains(label.cluster) else { return nil }
    let own = centroids[label.cluster]
    var best: (cost: Double, row: Int, column: Int)?
    for row in 0...(height - rows) {
      for column in 0...(width - columns) where isFree(row, column, rows, columns) {
        let distance = self.distance(own, row, column, rows, columns)
        let others = centroids.enumerated().filter { $0.offset != label.cluster }.map {
          self.distance($0.element, row, column, rows, columns)
        }
        // Words near another centroid would be taken for its own.
        let cost = distance + ((others.min() ?? .infinity) < distance ? 150 : 0)
        if cost < best?.cost ?? 300 { best = (cost, row, column) }
      }
    }
    guard let best else { return nil }
    let (x, y) = (Double(best.column) * Self.cell, Double(best.row) * Self.cell)
    for row in best.row..<best.row + rows {
      for column in best.column..<best.column + columns { taken[row * width + column] = true }
    }
    return Placed(label: label, x: x + 5, y: y + 14)
  }

  private func isFree(_ row: Int, _ column: Int, _ rows: Int, _ columns: Int) -> Bool {
    for y in row..<row + rows { for x in column..<column + columns where taken[y * width + x] { return false } }
    return true
  }

  private func distance(_ point: SIMD2<Double>, _ row: Int, _ column: Int, _ rows: Int, _ columns: Int) -> Double {
    let lower = SIMD2(Double(column), Double(row)) * Self.cell
    let upper = lower + SIMD2(Double(columns), Double(rows)) * Self.cell
    let gap = pointwiseMax(pointwiseMax(lower - point, point - upper), SIMD2(0, 0))
    return (gap * gap).sum().squareRoot()
  }
}
