/// A sum in eight lanes, element i in lane i mod 8, and what is left beyond whole lanes: one order of additions on every machine.
struct LaneSum {
  private var lanes = SIMD8<Double>.zero
  /// Of what follows the last whole eight.
  var rest = 0.0

  @inline(__always)
  mutating func add(_ terms: SIMD8<Double>) { lanes += terms }

  var total: Double {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return (two.x + two.y) + rest
  }

  /// Calls `body` with the first of every eight indices, and `rest` with each that is left.
  @inline(__always)
  static func forEachLane(_ count: Int, _ body: (Int) -> Void, rest: (Int) -> Void) {
    var index = 0
    while index + 8 <= count {
      body(index)
      index += 8
    }
    while index < count {
      rest(index)
      index += 1
    }
  }

  @inline(__always)
  static func lanes(_ start: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Double>.self)
  }

  @inline(__always)
  static func lanes(_ start: UnsafeMutablePointer<Double>) -> SIMD8<Double> { lanes(UnsafePointer(start)) }

  @inline(__always)
  static func write(_ lanes: SIMD8<Double>, to start: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(start).storeBytes(of: lanes, as: SIMD8<Double>.self)
  }
}
