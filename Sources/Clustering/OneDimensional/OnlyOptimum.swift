/// The optimum of few values where it is the only one, found and proved in Double alone.
///
/// Each cost is off by a small share of the sum of all w y^2, because the sums it is taken from are. The cheapest way of the
/// passes is the optimum if every other way costs more by more than that can add up to; where some other does not, pairs of
/// Doubles have to decide, and nothing is said here.
///
/// Among few values per segment it costs less to look at every place where the last segment can begin, from the one of the end
/// before on, than to keep a queue of them as ``SegmentPass`` does.
struct OnlyOptimum {
  /// How many values there are.
  private let count: Int
  private let clusterCount: Int
  /// Per place: the sums of w, w y and w y^2 of the values before it.
  private let weights: UnsafeMutablePointer<Double>
  /// Whether the sums of w are exact.
  private let areWeightsExact: Bool
  private let firsts: UnsafeMutablePointer<Double>
  private let seconds: UnsafeMutablePointer<Double>
  /// The cheapest way to each place, penalties included, and where its last segment begins.
  private let best: UnsafeMutablePointer<Double>
  private let parents: UnsafeMutablePointer<Int>

  private init(
    _ table: SegmentTable, count: Int, clusterCount: Int, _ numbers: UnsafeMutablePointer<Double>,
    _ parents: UnsafeMutablePointer<Int>
  ) {
    let places = count + 1
    (self.count, self.clusterCount, self.parents) = (count, clusterCount, parents)
    (weights, firsts) = (numbers, numbers + places)
    (seconds, best) = (numbers + 2 * places, numbers + 3 * places)
    var areExact = true
    for place in 0...count {
      let sums = table.sums + SegmentTable.width * place
      (weights[place], firsts[place], seconds[place]) = (sums[0], sums[1], sums[2])
      areExact = areExact && sums[3] == 0
    }
    areWeightsExact = areExact
    (best[0], parents[0]) = (0, 0)
  }

  /// Where the segments of the optimum begin and end; nil where there are many values, or it is not proved to be the only one.
  static func cuts(_ costs: SegmentCosts, _ clusterCount: Int) -> [Int]? {
    let count = costs.count
    guard count <= 256, count <= 16 * clusterCount else { return nil }
    return costs.withTable { table in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * (count + 1)) { numbers in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: count + 1) { parents in
          OnlyOptimum(
            table, count: count, clusterCount: clusterCount, numbers.baseAddress!, parents.baseAddress!
          ).found
        }
      }
    }
  }

  private struct Point {
    let count: Int
    let cost: Double
    /// nil for the two ends, which need no search.
    let penalty: Double?
  }

  /// The search of ``SegmentSearch``, without exchanges.
  private var found: [Int]? {
    var fewer = Point(count: 1, cost: cost(0, count), penalty: nil)
    var more = Point(count: count, cost: 0, penalty: nil)
    var penalty = guess * fewer.cost / cube(clusterCount)
    var isChord = false
    var steps = 0
    while true {
      let reached = run(penalty)
      if reached == clusterCount { return proved(penalty) }
      if fewer.count < reached, reached < more.count {
        let point = Point(count: reached, cost: best[count] - penalty * Double(reached), penalty: penalty)
        if reached < clusterCount { fewer = point } else { more = point }
        steps += 1
        isChord = steps > 8 || more.count - fewer.count <= 2
      } else {
        guard !isChord else { return nil }
        isChord = true
      }
      penalty = isChord ? chord(fewer, more) : next(fewer, more)
    }
  }

  /// The first penalty in units of the cost of one segment by the cube of the count, measured: 2 for values evenly spaced, 5.4
  /// for very many of a normal distribution, less for few per segment. Nothing but the number of passes depends on it.
  private var guess: Double { max(0.5, 4 - 5 * Double(clusterCount) / Double(count)) }

  private func cube(_ count: Int) -> Double { Double(count) * Double(count) * Double(count) }

  private func chord(_ fewer: Point, _ more: Point) -> Double {
    (fewer.cost - more.cost) / Double(more.count - fewer.count)
  }

  /// As if 1 / penalty were linear in the cube of the count.
  private func next(_ fewer: Point, _ more: Point) -> Double {
    let wanted = cube(clusterCount)
    switch (fewer.penalty, more.penalty) {
    case (let upper?, let lower?):
      let share = (wanted - cube(fewer.count)) / (cube(more.count) - cube(fewer.count))
      return 1 / (1 / upper + share * (1 / lower - 1 / upper))
    case (let upper?, nil): return upper * cube(fewer.count) / wanted
    case (nil, let lower?): return lower * cube(more.count) / wanted
    case (nil, nil): return chord(fewer, more)
    }
  }

  @inline(__always) private func cost(_ start: Int, _ end: Int) -> Double {
    let first = firsts[end] - firsts[start]
    return (seconds[end] - seconds[start]) - first * first / (weights[end] - weights[start])
  }

  /// The segments of the cheapest way at a penalty for each.
  private func run(_ penalty: Double) -> Int {
    var begin = 0
    for end in 1...count {
      var (least, parent) = (Double.infinity, begin)
      for start in begin..<end {
        let cost = best[start] + cost(start, end)
        if cost < least { (least, parent) = (cost, start) }
      }
      (best[end], parents[end]) = (least + penalty, parent)
      begin = parent
    }
    var (place, reached) = (count, 0)
    while place > 0 {
      place = parents[place]
      reached += 1
    }
    return reached
  }

  /// The way of the last pass; nil unless every other way costs more, for certain.
  ///
  /// Another way comes to some place of this one by a segment of its own, the last of its own, and from there on is the same.
  private func proved(_ penalty: Double) -> [Int]? {
    let doubt = doubt
    var cuts = [Int](repeating: 0, count: clusterCount + 1)
    var end = count
    for index in (1...clusterCount).reversed() {
      cuts[index] = end
      let limit = best[end] - penalty + doubt
      var start = end - 1
      while start >= 0 {
        let cost = cost(start, end)
        guard best[start] + cost > limit || start == parents[end] else { return nil }
        // Longer segments cost more.
        if cost > limit + doubt { break }
        start -= 1
      }
      end = parents[end]
    }
    return cuts
  }

  /// More than ways are off. Sums are by 2^-53 of those of all values, a cost so by 2^-49 of the sum of all w y^2 times that of w
  /// by the least w, or times the root of this where sums of w are exact; additions by 2^-53 of the sum. Both come once per
  /// segment; and once per end, since where a segment begins was decided by costs that were off.
  private var doubt: Double {
    var least = Double.infinity
    for place in 0..<count { least = min(least, weights[place + 1] - weights[place]) }
    let spread = (weights[count] - weights[0]) / least
    let share = 0x1p-47 * (areWeightsExact ? spread.squareRoot() : spread)
    return Double(count * count) * (share * (seconds[count] - seconds[0]) + 0x1p-49 * best[count])
  }
}
