extension ElementKernels {
  @Sendable static func map(_ function: UnaryFunction, _ x: Input, _ out: Output, _ count: Int) {
    switch function {
    case .negate: each(x, out, count) { -$0 }
    case .square: each(x, out, count) { $0 * $0 }
    case .squareRoot: each(x, out, count) { $0.squareRoot() }
    case .exponential: each(x, out, count) { Scalar.exponential($0) }
    case .logarithm: each(x, out, count) { Scalar.logarithm($0) }
    case .magnitude: each(x, out, count) { $0.magnitude }
    // NaN stays NaN.
    case .rectify: each(x, out, count) { $0 < 0 ? 0 : $0 }
    case .round: each(x, out, count) { $0.rounded(.toNearestOrEven) }
    case .floor: each(x, out, count) { $0.rounded(.down) }
    case .ceil: each(x, out, count) { $0.rounded(.up) }
    case .truncate: each(x, out, count) { $0.rounded(.towardZero) }
    case .sign: each(x, out, count) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    }
  }

  @Sendable static func combine(
    _ function: BinaryFunction, _ x: Input, _ xStride: Int, _ y: Input, _ yStride: Int, _ out: Output, _ count: Int
  ) {
    switch function {
    case .add: pairs(x, xStride, y, yStride, out, count) { $0 + $1 }
    case .subtract: pairs(x, xStride, y, yStride, out, count) { $0 - $1 }
    case .multiply: pairs(x, xStride, y, yStride, out, count) { $0 * $1 }
    case .divide: pairs(x, xStride, y, yStride, out, count) { $0 / $1 }
    case .scale: pairs(x, xStride, y, yStride, out, count) { $0 == 0 ? 0 : $0 * $1 }
    }
  }

  @inline(__always)
  private static func each(_ x: Input, _ out: Output, _ count: Int, _ function: (Scalar) -> Scalar) {
    for index in 0..<count { out[index] = function(x[index]) }
  }

  @inline(__always)
  private static func pairs(
    _ x: Input, _ xStride: Int, _ y: Input, _ yStride: Int, _ out: Output, _ count: Int,
    _ function: (Scalar, Scalar) -> Scalar
  ) {
    switch (xStride, yStride) {
    case (1, 1): for index in 0..<count { out[index] = function(x[index], y[index]) }
    case (1, _):
      let y = y[0]
      for index in 0..<count { out[index] = function(x[index], y) }
    default:
      let x = x[0]
      for index in 0..<count { out[index] = function(x, y[index * yStride]) }
    }
  }
}
