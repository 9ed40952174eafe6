/// The loops that compare elements, compiled once per type.
public final class ComparisonKernels<Element: OrderedElement>: Sendable {
  typealias Input = UnsafePointer<Element>

  /// A stride is 1, or 0 where one element meets many.
  let compare:
    @Sendable (Comparison, Input, _ stride: Int, Input, _ stride: Int, UnsafeMutablePointer<Bool>, _ count: Int) -> Void
  /// The position of the first best of `extent` elements that lie `stride` apart; the first NaN where there is one.
  let best: @Sendable (Extremum, Input, _ stride: Int, _ extent: Int) -> Int

  init() {
    compare = Self.compare
    best = Self.best
  }

  @Sendable private static func best(_ extremum: Extremum, _ x: Input, _ stride: Int, _ extent: Int) -> Int {
    var best = 0
    for index in 0..<extent {
      let (value, record) = (x[index * stride], x[best * stride])
      // Only NaN differs from itself.
      if value != value { return index }
      if extremum == .least ? value < record : value > record { best = index }
    }
    return best
  }

  @Sendable private static func compare(
    _ comparison: Comparison, _ x: Input, _ xStride: Int, _ y: Input, _ yStride: Int,
    _ out: UnsafeMutablePointer<Bool>, _ count: Int
  ) {
    switch comparison {
    case .less: pairs(x, xStride, y, yStride, out, count) { $0 < $1 }
    case .lessOrEqual: pairs(x, xStride, y, yStride, out, count) { $0 <= $1 }
    case .greater: pairs(x, xStride, y, yStride, out, count) { $0 > $1 }
    case .greaterOrEqual: pairs(x, xStride, y, yStride, out, count) { $0 >= $1 }
    case .equal: pairs(x, xStride, y, yStride, out, count) { $0 == $1 }
    case .notEqual: pairs(x, xStride, y, yStride, out, count) { $0 != $1 }
    }
  }

  @inline(__always)
  private static func pairs(
    _ x: Input, _ xStride: Int, _ y: Input, _ yStride: Int, _ out: UnsafeMutablePointer<Bool>, _ count: Int,
    _ holds: (Element, Element) -> Bool
  ) {
    for index in 0..<count { out[index] = holds(x[index * xStride], y[index * yStride]) }
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
