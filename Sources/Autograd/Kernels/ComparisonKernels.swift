/// The loops that compare elements, compiled once per type.
public final class ComparisonKernels<Element: OrderedElement>: Sendable {
  typealias Input = UnsafePointer<Element>

  let compare: @Sendable (Comparison, Input, Input, UnsafeMutablePointer<Bool>, RowBlock) -> Void
  /// The positions of the first bests along the middle of [outer, extent, inner]; the first NaN where there is one.
  let positions: @Sendable (Extremum, Input, UnsafeMutablePointer<Int>, AxisSplit) -> Void
  /// For each of `count` values its place in the ascending row; NaN comes after everything.
  let insertionPoints:
    @Sendable (_ row: Input, _ extent: Int, _ values: Input, _ count: Int, _ right: Bool, UnsafeMutablePointer<Int>)
      -> Void

  /// The indices of all elements in ascending order, equal ones as they stand; NaN last.
  let order: @Sendable (Input, _ count: Int, UnsafeMutablePointer<Int>) -> Void
  /// For each place of an order whether its element equals the one before.
  let repeats: @Sendable (Input, _ order: UnsafePointer<Int>, _ count: Int, UnsafeMutablePointer<Bool>) -> Void

  /// Of real elements.
  init(_ loops: ElementLoops<Element>) where Element: TensorScalar {
    compare = loops.compare
    positions = loops.positions
    insertionPoints = Self.insertionPoints
    order = { Element.orders.sort($0, 1, $1, false, $2) }
    repeats = Self.repeats
  }

  /// Of others.
  init() {
    compare = Self.compare
    positions = Self.positions
    insertionPoints = Self.insertionPoints
    order = Self.order
    repeats = Self.repeats
  }

  @Sendable private static func positions(
    _ extremum: Extremum, _ x: Input, _ out: UnsafeMutablePointer<Int>, _ axis: AxisSplit
  ) {
    for block in 0..<axis.outer {
      for offset in 0..<axis.inner {
        let row = x + block * axis.extent * axis.inner + offset
        var best = 0
        for index in 0..<axis.extent {
          let (value, record) = (row[index * axis.inner], row[best * axis.inner])
          if extremum == .least ? value < record : value > record { best = index }
        }
        out[block * axis.inner + offset] = best
      }
    }
  }

  @Sendable private static func order(_ x: Input, _ count: Int, _ out: UnsafeMutablePointer<Int>) {
    let sorted = (0..<count).sorted { x[$0] == x[$1] ? $0 < $1 : x[$0] < x[$1] }
    for place in 0..<count { out[place] = sorted[place] }
  }

  @Sendable private static func repeats(
    _ x: Input, _ order: UnsafePointer<Int>, _ count: Int, _ out: UnsafeMutablePointer<Bool>
  ) {
    for place in 0..<count { out[place] = place > 0 && x[order[place]] == x[order[place - 1]] }
  }

  @Sendable private static func insertionPoints(
    _ row: Input, _ extent: Int, _ values: Input, _ count: Int, _ right: Bool, _ out: UnsafeMutablePointer<Int>
  ) {
    for index in 0..<count {
      let value = values[index]
      var (low, rest) = (0, extent)
      // Halves without a branch; NaN is after everything, and nothing that compares says so.
      while rest > 0 {
        let half = rest / 2
        let element = row[low + half]
        let isAfter = value != value || (right ? element <= value : element < value)
        low = isAfter ? low + half + 1 : low
        rest = isAfter ? rest - half - 1 : half
      }
      out[index] = low
    }
  }

  @Sendable private static func compare(
    _ comparison: Comparison, _ x: Input, _ y: Input, _ out: UnsafeMutablePointer<Bool>, _ block: RowBlock
  ) {
    switch comparison {
    case .less: pairs(x, y, out, block) { $0 < $1 }
    case .lessOrEqual: pairs(x, y, out, block) { $0 <= $1 }
    case .greater: pairs(x, y, out, block) { $0 > $1 }
    case .greaterOrEqual: pairs(x, y, out, block) { $0 >= $1 }
    case .equal: pairs(x, y, out, block) { $0 == $1 }
    case .notEqual: pairs(x, y, out, block) { $0 != $1 }
    }
  }

  @inline(__always)
  private static func pairs(
    _ x: Input, _ y: Input, _ out: UnsafeMutablePointer<Bool>, _ block: RowBlock, _ holds: (Element, Element) -> Bool
  ) {
    for row in 0..<block.rows {
      let (x, y, out) = (x + block.left[row], y + block.right[row], out + block.target[row])
      switch (block.left.step, block.right.step) {
      case (1, 1): for index in 0..<block.columns { out[index] = holds(x[index], y[index]) }
      case (1, _):
        let y = y[0]
        for index in 0..<block.columns { out[index] = holds(x[index], y) }
      case (_, 1):
        let x = x[0]
        for index in 0..<block.columns { out[index] = holds(x, y[index]) }
      default: out.update(repeating: holds(x[0], y[0]), count: block.columns)
      }
    }
  }
}

/// A question about two elements.
enum Comparison: Sendable {
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
}

/// Which element is looked for.
enum Extremum: Sendable {
  case least, greatest
}
