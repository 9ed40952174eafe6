extension ElementKernels {
  @Sendable static func accumulate(_ x: Input, _ out: Output, _ block: RowBlock) {
    if block.left.step == 1 {
      addUp(x, x, out, block) { x, _, index in x[index] }
    } else {
      addUp(x, x, out, block) { x, _, _ in x[0] }
    }
  }

  @Sendable static func accumulateScaled(_ x: Input, _ y: Input, _ out: Output, _ block: RowBlock) {
    switch (block.left.step, block.right.step) {
    case (1, 1): addUp(x, y, out, block) { x, y, index in scaled(x[index], y[index]) }
    case (1, _): addUp(x, y, out, block) { x, y, index in scaled(x[index], y[0]) }
    case (_, 1): addUp(x, y, out, block) { x, y, index in scaled(x[0], y[index]) }
    default: addUp(x, y, out, block) { x, y, _ in scaled(x[0], y[0]) }
    }
  }

  /// The product, but 0 wherever the first is 0.
  @inline(__always)
  static func scaled(_ x: Scalar, _ y: Scalar) -> Scalar { x == 0 ? 0 : x * y }

  /// Adds terms to the target, row after row.
  @inline(__always)
  private static func addUp(
    _ x: Input, _ y: Input, _ out: Output, _ block: RowBlock, _ term: (_ x: Input, _ y: Input, _ column: Int) -> Scalar
  ) {
    let (left, right, target, columns) = (block.left, block.right, block.target, block.columns)
    if target.step == 0 {
      for row in 0..<block.rows {
        let (x, y) = (x + left[row], y + right[row])
        out[target[row]] += sum(columns) { term(x, y, $0) }
      }
      return
    }
    var row = 0
    if target.rowStep == 0 {
      // Four rows to the same sums: one after the other, as ever, but the sums are loaded and stored once.
      let sums = out + target.offset
      while row + 4 <= block.rows {
        let (x0, x1, x2, x3) = (x + left[row], x + left[row + 1], x + left[row + 2], x + left[row + 3])
        let (y0, y1, y2, y3) = (y + right[row], y + right[row + 1], y + right[row + 2], y + right[row + 3])
        for column in 0..<columns {
          let two = (sums[column] + term(x0, y0, column)) + term(x1, y1, column)
          sums[column] = (two + term(x2, y2, column)) + term(x3, y3, column)
        }
        row += 4
      }
    }
    while row < block.rows {
      let (x, y, sums) = (x + left[row], y + right[row], out + target[row])
      for column in 0..<columns { sums[column] += term(x, y, column) }
      row += 1
    }
  }

  /// Eight sums side by side, added up at the end: faster than one, and more exact.
  @inline(__always)
  private static func sum(_ count: Int, _ term: (_ index: Int) -> Scalar) -> Scalar {
    var lanes: (Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0, 0, 0, 0, 0)
    var index = 0
    while index + 8 <= count {
      lanes.0 += term(index)
      lanes.1 += term(index + 1)
      lanes.2 += term(index + 2)
      lanes.3 += term(index + 3)
      lanes.4 += term(index + 4)
      lanes.5 += term(index + 5)
      lanes.6 += term(index + 6)
      lanes.7 += term(index + 7)
      index += 8
    }
    var rest: Scalar = 0
    while index < count {
      rest += term(index)
      index += 1
    }
    return ((lanes.0 + lanes.4) + (lanes.2 + lanes.6)) + ((lanes.1 + lanes.5) + (lanes.3 + lanes.7)) + rest
  }
}
