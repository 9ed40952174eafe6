/// How many points lie in each cell of a grid over a map.
struct Density {
  static let columns = 60
  static let rows = 45
  static let steps = 5

  private let counts: [Int]
  private let most: Int

  /// - Parameter places: as shares of the map's sides, 0 ... 1.
  init(_ places: some Sequence<SIMD2<Double>>) {
    var counts = [Int](repeating: 0, count: Self.columns * Self.rows)
    for place in places {
      let column = min(Self.columns - 1, max(0, Int(place.x * Double(Self.columns))))
      let row = min(Self.rows - 1, max(0, Int(place.y * Double(Self.rows))))
      counts[row * Self.columns + column] += 1
    }
    self.counts = counts
    most = counts.max() ?? 0
  }

  /// 0 for nothing, else 1 ... ``steps`` by the number of bits of the count.
  func step(_ row: Int, _ column: Int) -> Int {
    let count = counts[row * Self.columns + column]
    guard count > 0 else { return 0 }
    let (bits, all) = (Int.bitWidth - count.leadingZeroBitCount, Int.bitWidth - most.leadingZeroBitCount)
    return max(1, (bits * Self.steps + all - 1) / all)
  }

  /// One path per step, runs of cells in units of cells.
  var paths: [String] {
    (1...Self.steps).map { wanted in
      var path = ""
      for row in 0..<Self.rows {
        var column = 0
        while column < Self.columns {
          let start = column
          while column < Self.columns, step(row, column) == wanted { column += 1 }
          if column > start { path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z" } else { column += 1 }
        }
      }
      return path
    }
  }
}

extension Density {
  /// The shade behind the marks of a map: darker where more points lie.
  var markup: Markup {
    let shades = paths.enumerated().map { step, path -> Markup in
      "<path d=\"\(path)\" opacity=\"\(Figure.fixed(0.03 + 0.035 * Double(step), places: 3))\"/>"
    }
    return """
      <svg width="100%" height="100%" viewBox="0 0 \(Self.columns) \(Self.rows)" preserveAspectRatio="none" \
      aria-hidden="true"><g class="dens" shape-rendering="crispEdges">\(shades)</g></svg>
      """
  }
}
