internal import Refusals

/// Numbers in which costs of segments are added up.
protocol SegmentNumber {
  static var zero: Self { get }
  static func + (left: Self, right: Self) -> Self
  static func isLess(_ left: Self, _ right: Self) -> Bool
  static func cost(_ table: SegmentTable, _ start: Int, _ end: Int) -> Self
  init(rounding pair: DoubleDouble)
  var pair: DoubleDouble { get }
}

extension Double: SegmentNumber {
  @inline(__always) static func isLess(_ left: Double, _ right: Double) -> Bool { left < right }
  @inline(__always) static func cost(_ table: SegmentTable, _ start: Int, _ end: Int) -> Double {
    table.quickCost(start, end)
  }
  init(rounding pair: DoubleDouble) { self = pair.value }
  var pair: DoubleDouble { DoubleDouble(self) }
}

extension DoubleDouble: SegmentNumber {
  @inline(__always) static func isLess(_ left: Self, _ right: Self) -> Bool {
    left.high < right.high || (left.high == right.high && left.low < right.low)
  }
  @inline(__always) static func cost(_ table: SegmentTable, _ start: Int, _ end: Int) -> Self {
    table.accurateCost(start, end)
  }
  init(rounding pair: DoubleDouble) { self = pair }
  var pair: DoubleDouble { self }
}

/// The cheapest way to cut sorted values into any number of segments, where each segment costs `penalty` beside its own cost.
///
/// Of two places at which the last segment may begin, the later one, once it is better, stays better as the end moves on:
/// the costs fulfil the quadrangle inequality. So a queue of places, each with the end from which it is the best, gives all
/// optima in O(places log places), most often in a few costs per place.
///
/// Source: D. S. Hirschberg and L. L. Larmore, *The least weight subsequence problem* (1987), DOI 10.1137/0216043.
struct SegmentPass<Number: SegmentNumber> {
  /// The cheapest way to each place, penalties included.
  private(set) var best: [Number]
  private var parents: [Int32]
  private var queue: [Int32]
  private var begins: [Int32]
  private let places: [Int32]

  /// Room for passes, which each of them takes again: large memory that is new costs more than a pass.
  ///
  /// - Parameter places: where segments may end, ascending, from 0 to the number of values.
  init(over places: [Int32]) {
    require(places.count >= 2, "there is a segment")
    self.places = places
    best = Array(repeating: .zero, count: places.count)
    parents = Array(repeating: 0, count: places.count)
    queue = Array(repeating: 0, count: places.count)
    begins = Array(repeating: 0, count: places.count)
  }

  /// - Parameter isMirrored: whether places are counted from the last value on: the way is one back from the end.
  mutating func run(_ costs: SegmentCosts, penalty: Number, isMirrored: Bool = false) {
    let last = places.count - 1
    costs.withTable { table in
      places.withUnsafeBufferPointer { places in
        best.withUnsafeMutableBufferPointer { best in
          parents.withUnsafeMutableBufferPointer { parents in
            queue.withUnsafeMutableBufferPointer { queue in
              begins.withUnsafeMutableBufferPointer { begins in
                Self.run(
                  table, places.baseAddress!, last: last, penalty, isMirrored, best.baseAddress!, parents.baseAddress!,
                  queue.baseAddress!, begins.baseAddress!)
              }
            }
          }
        }
      }
    }
  }

  private static func run(
    _ table: SegmentTable, _ places: UnsafePointer<Int32>, last: Int, _ penalty: Number, _ isMirrored: Bool,
    _ best: UnsafeMutablePointer<Number>, _ parents: UnsafeMutablePointer<Int32>,
    _ queue: UnsafeMutablePointer<Int32>, _ begins: UnsafeMutablePointer<Int32>
  ) {
    let count = Int(places[last])
    @inline(__always) func value(_ start: Int, _ end: Int) -> Number {
      let (first, next) = (Int(places[start]), Int(places[end]))
      return best[start]
        + (isMirrored ? Number.cost(table, count - next, count - first) : Number.cost(table, first, next))
    }
    @inline(__always) func isBetter(_ later: Int, than earlier: Int, at end: Int) -> Bool {
      Number.isLess(value(later, end), value(earlier, end))
    }
    var (head, tail) = (0, 1)
    (queue[0], begins[0]) = (0, 1)
    for end in 1...last {
      while head + 1 < tail, Int(begins[head + 1]) <= end { head += 1 }
      let start = Int(queue[head])
      best[end] = value(start, end) + penalty
      parents[end] = Int32(truncatingIfNeeded: start)
      guard end < last else { break }
      var first = end + 1
      while tail > head {
        first = max(Int(begins[tail - 1]), end + 1)
        guard isBetter(end, than: Int(queue[tail - 1]), at: first) else { break }
        tail -= 1
        first = end + 1
      }
      if tail > head {
        // Not better at `first`; the first end at which it is, in steps that double.
        let rival = Int(queue[tail - 1])
        var (below, above, step) = (first, first + 1, 1)
        while above <= last, !isBetter(end, than: rival, at: above) {
          guard above < last else {
            above = last + 1
            break
          }
          below = above
          above = min(last, above + step)
          step *= 2
        }
        guard above <= last else { continue }
        while above - below > 1 {
          let middle = (below + above) / 2
          if isBetter(end, than: rival, at: middle) { above = middle } else { below = middle }
        }
        first = above
      }
      queue[tail] = Int32(truncatingIfNeeded: end)
      begins[tail] = Int32(truncatingIfNeeded: first)
      tail += 1
    }
  }

  /// Where the segments of the cheapest way begin and end, as indices into the places.
  var cuts: [Int] {
    var cuts = [parents.count - 1]
    while cuts[cuts.count - 1] > 0 { cuts.append(Int(parents[cuts[cuts.count - 1]])) }
    return cuts.reversed()
  }
}
