extension ElementKernels {
  @Sendable static func map(_ function: UnaryFunction, _ x: Input, _ out: Output, _ count: Int) {
    switch function {
    case .negate: each(x, out, count) { -$0 }
    case .square: each(x, out, count) { $0 * $0 }
    case .squareRoot: each(x, out, count) { $0.squareRoot() }
    case .exp: Scalar.library.exponentials(x, 0, 0, out, count)
    case .expm1: each(x, out, count, Scalar.library.expm1)
    case .log: each(x, out, count, Scalar.library.log)
    case .log1p: each(x, out, count, Scalar.library.log1p)
    case .sin: each(x, out, count, Scalar.library.sin)
    case .cos: each(x, out, count, Scalar.library.cos)
    case .tanh: each(x, out, count, Scalar.library.tanh)
    case .erf: each(x, out, count, Scalar.library.erf)
    case .sigmoid: each(x, out, count, sigmoid)
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
    _ function: BinaryFunction, _ x: Input, _ y: Input, _ out: Output, _ block: RowBlock
  ) {
    switch function {
    case .add: pairs(x, y, out, block) { $0 + $1 }
    case .subtract: pairs(x, y, out, block) { $0 - $1 }
    case .multiply: pairs(x, y, out, block) { $0 * $1 }
    case .divide: pairs(x, y, out, block) { $0 / $1 }
    case .scale: scale(x, y, out, block)
    case .power: pairs(x, y, out, block, Scalar.library.pow)
    case .arctangent: pairs(x, y, out, block, Scalar.library.atan2)
    // NaN on either side is the result.
    case .greater: pairs(x, y, out, block) { $0 > $1 || $0.isNaN ? $0 : $1 }
    case .lesser: pairs(x, y, out, block) { $0 < $1 || $0.isNaN ? $0 : $1 }
    case .floorQuotient: pairs(x, y, out, block, floorQuotient)
    case .truncatedQuotient: pairs(x, y, out, block) { ($0 / $1).rounded(.towardZero) }
    case .floorRemainder: pairs(x, y, out, block, floorRemainder)
    case .truncatedRemainder: pairs(x, y, out, block) { $0.truncatingRemainder(dividingBy: $1) }
    }
  }

  /// Where one element scales a row, as the cotangent of a sum does, it is looked at once: most are 0 where assignments are
  /// frozen, and the row is not even read.
  private static func scale(_ x: Input, _ y: Input, _ out: Output, _ block: RowBlock) {
    guard block.left.step == 0, block.right.step == 1 else { return pairs(x, y, out, block, scaled) }
    let count = block.columns
    for row in 0..<block.rows {
      let (factor, y, out) = (x[block.left[row]], y + block.right[row], out + block.target[row])
      if factor == 0 {
        out.update(repeating: 0, count: count)
      } else {
        for index in 0..<count { out[index] = factor * y[index] }
      }
    }
  }

  /// 1 / (1 + e^-x), without overflow.
  private static func sigmoid(_ x: Scalar) -> Scalar {
    if x >= 0 { return 1 / (1 + Scalar.library.exp(-x)) }
    let power = Scalar.library.exp(x)
    return power / (1 + power)
  }

  /// x - y floor(x / y): the sign of y.
  private static func floorRemainder(_ x: Scalar, _ y: Scalar) -> Scalar {
    let remainder = x.truncatingRemainder(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
  }

  /// floor(x / y), from the exact remainder as Python computes it: the rounding of x / y must not cross a whole number.
  private static func floorQuotient(_ x: Scalar, _ y: Scalar) -> Scalar {
    if y == 0 { return x / y }
    let remainder = x.truncatingRemainder(dividingBy: y)
    let quotient = (x - remainder) / y - (remainder != 0 && (remainder < 0) != (y < 0) ? 1 : 0)
    let floor = quotient.rounded(.down)
    return quotient - floor > 0.5 ? floor + 1 : floor
  }

  @inline(__always)
  private static func each(_ x: Input, _ out: Output, _ count: Int, _ function: (Scalar) -> Scalar) {
    for index in 0..<count { out[index] = function(x[index]) }
  }

  @inline(__always)
  private static func pairs(
    _ x: Input, _ y: Input, _ out: Output, _ block: RowBlock, _ function: (Scalar, Scalar) -> Scalar
  ) {
    let (xStep, yStep, count) = (block.left.step, block.right.step, block.columns)
    for row in 0..<block.rows {
      let (x, y, out) = (x + block.left[row], y + block.right[row], out + block.target[row])
      switch (xStep, yStep) {
      case (1, 1): for index in 0..<count { out[index] = function(x[index], y[index]) }
      case (1, _):
        let y = y[0]
        for index in 0..<count { out[index] = function(x[index], y) }
      case (_, 1):
        let x = x[0]
        for index in 0..<count { out[index] = function(x, y[index]) }
      default: out.update(repeating: function(x[0], y[0]), count: count)
      }
    }
  }
}
