extension ElementKernels {
  /// Sums of squares in Double throughout: the squares of Floats neither overflow nor vanish there.
  static func addUpSquares(_ x: Input, _ sums: SumTarget<Scalar>, _ block: RowBlock) {
    let (left, target, columns) = (block.left, block.target, block.columns)
    if target.step == 0 {
      var total = 0.0
      for row in 0..<block.rows {
        let square = left.step == 1 ? sumOfSquares(x + left[row], columns) : Double(columns) * square(x[left[row]])
        if target.rowStep == 0 { total += square } else { sums.take(square, at: target[row]) }
      }
      if target.rowStep == 0 { sums.take(total, at: target.offset) }
      return
    }
    let tile = 512
    let rows = target.rowStep == 0 ? block.rows : 1
    withUnsafeTemporaryAllocation(of: Double.self, capacity: tile) { totals in
      guard let totals = totals.baseAddress else { return }
      for firstRow in stride(from: 0, to: block.rows, by: rows) {
        for first in stride(from: 0, to: columns, by: tile) {
          let count = min(tile, columns - first)
          totals.update(repeating: 0, count: count)
          for row in firstRow..<(firstRow + rows) {
            let (x, step) = (x + left[row] + first * left.step, left.step)
            if step == 1 {
              for column in 0..<count { totals[column] += square(x[column]) }
            } else {
              for column in 0..<count { totals[column] += square(x[0]) }
            }
          }
          for column in 0..<count { sums.take(totals[column], at: target[firstRow] + first + column) }
        }
      }
    }
  }

  @inline(__always)
  private static func square(_ x: Scalar) -> Double {
    let wide = Double(x)
    return wide * wide
  }

  private static func sumOfSquares(_ x: Input, _ count: Int) -> Double {
    var (a, b, c, d) = (SIMD2<Double>(), SIMD2<Double>(), SIMD2<Double>(), SIMD2<Double>())
    var index = 0
    while index + 8 <= count {
      let x = x + index
      a += SIMD2(square(x[0]), square(x[1]))
      b += SIMD2(square(x[2]), square(x[3]))
      c += SIMD2(square(x[4]), square(x[5]))
      d += SIMD2(square(x[6]), square(x[7]))
      index += 8
    }
    var rest = 0.0
    for index in index..<count { rest += square(x[index]) }
    return ((a + c) + (b + d)).sum() + rest
  }
}
