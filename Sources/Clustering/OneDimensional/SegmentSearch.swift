/// Segments of sorted values, and what they cost together.
struct SegmentPath {
  /// Where segments begin and end, from 0 to the number of values.
  let cuts: [Int]
  let cost: DoubleDouble

  init(_ costs: SegmentCosts, cuts: [Int]) {
    self.cuts = cuts
    cost = costs.withTable { table in
      zip(cuts, cuts.dropFirst()).reduce(DoubleDouble.zero) { $0 + table.accurateCost($1.0, $1.1) }
    }
  }

  var count: Int { cuts.count - 1 }
}

/// The search for the penalty at which the cheapest way has a given number of segments.
///
/// The least cost is convex in the number of segments, so that each penalty is the slope of a line that supports it from below,
/// and for every number there is one that touches it there; where several numbers lie on one line, ways with fewer and with more
/// segments are exchanged at a place where one runs within the other, which costs no more than the line says.
///
/// Source: A. Aggarwal, B. Schieber and T. Tokuyama, *Finding a minimum-weight k-link path in graphs with the concave Monge
/// property* (1994), DOI 10.1007/BF02574380.
struct SegmentSearch<Number: SegmentNumber> {
  let costs: SegmentCosts
  let places: [Int32]
  let count: Int
  let cancellation: Cancellation?

  struct Found {
    let path: SegmentPath
    let penalty: DoubleDouble
    /// Ways beside it that the same line touches.
    let neighbours: [SegmentPath]
  }

  private struct Point {
    let count: Int
    let cost: DoubleDouble
    /// nil where a segment ends at every place.
    let path: SegmentPath?
    /// nil for the two ends, which need no search.
    let penalty: DoubleDouble?

    init(_ path: SegmentPath, penalty: DoubleDouble?) {
      (count, cost, self.path, self.penalty) = (path.count, path.cost, path, penalty)
    }

    init(everyPlaceOf path: SegmentPath) { (count, cost, self.path, penalty) = (path.count, path.cost, nil, nil) }
  }

  /// - Parameter guess: where to begin; nil: as if the cost fell with the square of the count.
  /// - Returns: nil when it was cancelled.
  func found(from guess: DoubleDouble?) -> Found? {
    let whole = path([0, places.count - 1])
    guard count > 1 else { return Found(path: whole, penalty: .zero, neighbours: []) }
    guard count < places.count - 1 else { return Found(path: every, penalty: .zero, neighbours: []) }
    var fewer = Point(whole, penalty: nil)
    var more = Point(everyPlaceOf: every)
    var penalty = guess ?? DoubleDouble(2 * fewer.cost.high / cube(count))
    var pass = SegmentPass<Number>(over: places)
    var isChord = false
    var steps = 0
    while true {
      if cancellation?.isCancelled ?? false { return nil }
      pass.run(costs, penalty: Number(rounding: penalty))
      let found = path(pass.cuts)
      let (point, reached) = (Point(found, penalty: penalty), found.count)
      if reached == count { return Found(path: found, penalty: penalty, neighbours: []) }
      let isBetween = fewer.count < reached && reached < more.count
      if isChord, !isBetween {
        let (short, long) = (fewer.path ?? every, more.path ?? every)
        return Found(path: exchanged(short, long), penalty: penalty, neighbours: [short, long])
      }
      if isBetween {
        if reached < count { fewer = point } else { more = point }
      }
      steps += 1
      isChord =
        !isBetween || steps > 12 || more.count - fewer.count <= 2 + count / 64
      penalty = isChord ? chord(fewer, more) : next(fewer, more)
    }
  }

  /// A segment ends at every place.
  private var every: SegmentPath { path(Array(places.indices)) }

  private func path(_ cuts: [Int]) -> SegmentPath { SegmentPath(costs, cuts: cuts.map { Int(places[$0]) }) }

  private func cube(_ count: Int) -> Double { Double(count) * Double(count) * Double(count) }

  /// The slope of the line through both.
  private func chord(_ fewer: Point, _ more: Point) -> DoubleDouble {
    (fewer.cost - more.cost).divided(by: DoubleDouble(Double(more.count - fewer.count)))
  }

  /// As if 1 / penalty were linear in the cube of the count.
  private func next(_ fewer: Point, _ more: Point) -> DoubleDouble {
    let wanted = cube(count)
    switch (fewer.penalty?.high, more.penalty?.high) {
    case (let upper?, let lower?):
      let (low, high) = (cube(fewer.count), cube(more.count))
      let share = (wanted - low) / (high - low)
      return DoubleDouble(1 / (1 / upper + share * (1 / lower - 1 / upper)))
    case (let upper?, nil): return DoubleDouble(upper * max(0.001, cube(fewer.count) / wanted))
    case (nil, let lower?): return DoubleDouble(lower * min(1000, cube(more.count) / wanted))
    case (nil, nil): return chord(fewer, more)
    }
  }

  /// The beginning of one way and the end of the other, `count` segments together, as cheap as can be.
  private func exchanged(_ fewer: SegmentPath, _ more: SegmentPath) -> SegmentPath {
    let (a, b) = (fewer.cuts, more.cuts)
    let shift = more.count - count + 1
    let cuts: [Int] = costs.withTable { table in
      var rest = [DoubleDouble](repeating: .zero, count: b.count)
      for index in (0..<more.count).reversed() {
        rest[index] = rest[index + 1] + table.accurateCost(b[index], b[index + 1])
      }
      var begin = DoubleDouble.zero
      var best: (cost: DoubleDouble, index: Int)?
      for index in 0..<fewer.count where index + shift < b.count {
        if a[index] < b[index + shift] {
          let cost = begin + table.accurateCost(a[index], b[index + shift]) + rest[index + shift]
          if best.map({ DoubleDouble.isLess(cost, $0.cost) }) ?? true { best = (cost, index) }
        }
        begin = begin + table.accurateCost(a[index], a[index + 1])
      }
      let index = best?.index ?? 0
      return Array(a[...index]) + Array(b[(index + shift)...])
    }
    return SegmentPath(costs, cuts: cuts)
  }
}
