// Sums that stay exact to a few roundings however many terms meet: trees of 256 terms in a row, or chains of 32 rows four at a time,
// in the element type, and what they come to in Double.
extension ElementKernels {
  @Sendable static func addUp(
    _ terms: SumTerms, _ x: Input, _ y: Input, _ sums: SumTarget<Scalar>, _ block: RowBlock
  ) {
    switch (terms, block.left.step, block.right.step) {
    case (.plain, 1, _):
      addUp(
        x, x, sums, block, rowOf: { x, _, count in sum(count, { x[$0] }, { eight(x + $0) }) },
        { x, _, index in x[index] })
    case (.plain, _, _): addUp(x, x, sums, block) { x, _, _ in x[0] }
    case (.scaled, 1, 1): addUp(x, y, sums, block) { x, y, index in scaled(x[index], y[index]) }
    case (.scaled, 1, _): addUp(x, y, sums, block) { x, y, index in scaled(x[index], y[0]) }
    case (.scaled, _, 1): addUp(x, y, sums, block) { x, y, index in scaled(x[0], y[index]) }
    case (.scaled, _, _): addUp(x, y, sums, block) { x, y, _ in scaled(x[0], y[0]) }
    case (.squares, _, _): addUpSquares(x, sums, block)
    }
  }

  /// The product, but 0 wherever the first is 0.
  @inline(__always)
  static func scaled(_ x: Scalar, _ y: Scalar) -> Scalar { x == 0 ? 0 : x * y }

  @inline(__always)
  private static func addUp(
    _ x: Input, _ y: Input, _ sums: SumTarget<Scalar>, _ block: RowBlock,
    _ term: (_ x: Input, _ y: Input, _ column: Int) -> Scalar
  ) {
    addUp(x, y, sums, block, rowOf: { x, y, count in sum(count) { term(x, y, $0) } }, term)
  }

  /// - Parameter rowOf: the sum of one row's terms.
  @inline(__always)
  private static func addUp(
    _ x: Input, _ y: Input, _ sums: SumTarget<Scalar>, _ block: RowBlock, rowOf: (Input, Input, Int) -> Double,
    _ term: (_ x: Input, _ y: Input, _ column: Int) -> Scalar
  ) {
    let (left, right, target, columns) = (block.left, block.right, block.target, block.columns)
    switch (target.step, target.rowStep) {
    case (0, 0):
      var total = 0.0
      for row in 0..<block.rows { total += rowOf(x + left[row], y + right[row], columns) }
      sums.take(total, at: target.offset)
    case (0, _):
      for row in 0..<block.rows { sums.take(rowOf(x + left[row], y + right[row], columns), at: target[row]) }
    case (_, 0): addUpColumns(x, y, sums, block, term)
    default:
      for row in 0..<block.rows {
        let (x, y) = (x + left[row], y + right[row])
        for column in 0..<columns { sums.take(Double(term(x, y, column)), at: target[row] + column) }
      }
    }
  }

  /// Many rows to one row of sums, some columns at a time so that their sums stay in the cache.
  @inline(__always)
  private static func addUpColumns(
    _ x: Input, _ y: Input, _ sums: SumTarget<Scalar>, _ block: RowBlock,
    _ term: (_ x: Input, _ y: Input, _ column: Int) -> Scalar
  ) {
    let (tile, chain) = (512, 32)
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: tile) { part in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: tile) { total in
        guard let part = part.baseAddress, let total = total.baseAddress else { return }
        for first in stride(from: 0, to: block.columns, by: tile) {
          let count = min(tile, block.columns - first)
          if block.rows <= chain, case .rounded(let out) = sums {
            addRows(0..<block.rows, x, y, block, first, count, out + block.target.offset + first, term)
            continue
          }
          total.update(repeating: 0, count: count)
          for row in stride(from: 0, to: block.rows, by: chain) {
            addRows(row..<min(row + chain, block.rows), x, y, block, first, count, part, term)
            for column in 0..<count { total[column] += Double(part[column]) }
          }
          for column in 0..<count { sums.take(total[column], at: block.target.offset + first + column) }
        }
      }
    }
  }

  /// Writes the sums of a few rows over some columns, four rows at a time.
  @inline(__always)
  private static func addRows(
    _ rows: Range<Int>, _ x: Input, _ y: Input, _ block: RowBlock, _ first: Int, _ count: Int, _ out: Output,
    _ term: (_ x: Input, _ y: Input, _ column: Int) -> Scalar
  ) {
    func place(_ row: Int) -> (Input, Input) {
      (x + block.left[row] + first * block.left.step, y + block.right[row] + first * block.right.step)
    }
    var row = rows.lowerBound
    while row + 4 <= rows.upperBound {
      let ((x0, y0), (x1, y1), (x2, y2), (x3, y3)) = (place(row), place(row + 1), place(row + 2), place(row + 3))
      if row == rows.lowerBound {
        for column in 0..<count {
          out[column] =
            (term(x0, y0, column) + term(x1, y1, column)) + (term(x2, y2, column) + term(x3, y3, column))
        }
      } else {
        for column in 0..<count {
          out[column] +=
            (term(x0, y0, column) + term(x1, y1, column)) + (term(x2, y2, column) + term(x3, y3, column))
        }
      }
      row += 4
    }
    if row == rows.lowerBound { out.update(repeating: 0, count: count) }
    while row < rows.upperBound {
      let (x, y) = place(row)
      for column in 0..<count { out[column] += term(x, y, column) }
      row += 1
    }
  }

  /// The sum of a row.
  @inline(__always)
  static func sum(_ count: Int, _ term: (_ index: Int) -> Scalar) -> Double {
    sum(count, term) { index in
      SIMD8(
        term(index), term(index + 1), term(index + 2), term(index + 3), term(index + 4), term(index + 5),
        term(index + 6), term(index + 7))
    }
  }

  /// - Parameter eight: of the terms at once.
  @inline(__always)
  private static func sum(
    _ count: Int, _ term: (_ index: Int) -> Scalar, _ eight: (_ index: Int) -> SIMD8<Scalar>
  ) -> Double {
    /// Eight sums of eight terms.
    @inline(__always)
    func tree(_ index: Int) -> SIMD8<Scalar> {
      ((eight(index) + eight(index + 8)) + (eight(index + 16) + eight(index + 24)))
        + ((eight(index + 32) + eight(index + 40)) + (eight(index + 48) + eight(index + 56)))
    }
    var total = 0.0
    var index = 0
    while index + 256 <= count {
      let halves = (tree(index) + tree(index + 64)) + (tree(index + 128) + tree(index + 192))
      total += Double(across(halves))
      index += 256
    }
    while index + 64 <= count {
      total += Double(across(tree(index)))
      index += 64
    }
    var lanes = SIMD8<Scalar>()
    while index + 8 <= count {
      lanes += eight(index)
      index += 8
    }
    var rest = across(lanes)
    for index in index..<count { rest += term(index) }
    return total + Double(rest)
  }

  @inline(__always)
  private static func eight(_ x: Input) -> SIMD8<Scalar> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Scalar>.self)
  }

  @Sendable static func isFinite(_ x: Input, _ count: Int) -> Bool {
    var zeros = SIMD8<Scalar>()
    var index = 0
    while index + 8 <= count {
      zeros += eight(x + index) * 0
      index += 8
    }
    var zero = across(zeros)
    for index in index..<count { zero += x[index] * 0 }
    return zero == 0
  }

  @inline(__always)
  private static func across(_ lanes: SIMD8<Scalar>) -> Scalar {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
