// What the kernels do with rows, which lie side by side. Every element has its roundings in a fixed order, however many are worked on at
// once.
extension WorkMatrix {
  /// Subtracts a multiple of another row, but for a factor of 0, beside which an infinity is nothing.
  @inline(__always)
  mutating func subtract(_ factor: Double, timesRow other: Int, fromRow row: Int, columns range: Range<Int>) {
    if factor == 0 { return }
    elements.withUnsafeMutableBufferPointer { x in
      let (from, y) = (x.baseAddress! + row * columns, x.baseAddress! + other * columns)
      for column in range { from[column] -= factor * y[column] }
    }
  }

  /// The same of four rows one after the other, with the same roundings: each element is read and written once.
  @inline(__always)
  mutating func subtract(
    _ f0: Double, _ f1: Double, _ f2: Double, _ f3: Double, timesRowsFrom first: Int, fromRow row: Int,
    columns range: Range<Int>
  ) {
    if f0 == 0 || f1 == 0 || f2 == 0 || f3 == 0 {
      subtract(f0, timesRow: first, fromRow: row, columns: range)
      subtract(f1, timesRow: first + 1, fromRow: row, columns: range)
      subtract(f2, timesRow: first + 2, fromRow: row, columns: range)
      return subtract(f3, timesRow: first + 3, fromRow: row, columns: range)
    }
    elements.withUnsafeMutableBufferPointer { x in
      let (from, y0) = (x.baseAddress! + row * columns, x.baseAddress! + first * columns)
      let (y1, y2, y3) = (y0 + columns, y0 + 2 * columns, y0 + 3 * columns)
      for column in range {
        from[column] = (((from[column] - f0 * y0[column]) - f1 * y1[column]) - f2 * y2[column]) - f3 * y3[column]
      }
    }
  }

  mutating func divideRow(_ row: Int, by divisor: Double, columns range: Range<Int>) {
    elements.withUnsafeMutableBufferPointer { x in
      let x = x.baseAddress! + row * columns
      for column in range { x[column] /= divisor }
    }
  }

  mutating func scaleRow(_ row: Int, by factor: Double) {
    for place in (row * columns)..<((row + 1) * columns) { elements[place] *= factor }
  }

  /// Turns two rows into each other: c a - s b and s a + c b.
  mutating func rotateRows(_ a: Int, _ b: Int, cosine: Double, sine: Double) {
    elements.withUnsafeMutableBufferPointer { x in
      let (a, b) = (x.baseAddress! + a * columns, x.baseAddress! + b * columns)
      for column in 0..<columns {
        let (left, right) = (a[column], b[column])
        a[column] = cosine * left - sine * right
        b[column] = sine * left + cosine * right
      }
    }
  }

  /// The same, and the sums of squares that both have then.
  mutating func rotateMeasuredRows(
    _ a: Int, _ b: Int, cosine: Double, sine: Double
  ) -> (ofFirst: Double, ofSecond: Double) {
    elements.withUnsafeMutableBufferPointer { x in
      let (a, b) = (x.baseAddress! + a * columns, x.baseAddress! + b * columns)
      var (squaresOfA, squaresOfB) = (LaneSum(), LaneSum())
      LaneSum.forEachLane(columns) { column in
        let (left, right) = (LaneSum.lanes(a + column), LaneSum.lanes(b + column))
        let (first, second) = (cosine * left - sine * right, sine * left + cosine * right)
        LaneSum.write(first, to: a + column)
        LaneSum.write(second, to: b + column)
        squaresOfA.add(first * first)
        squaresOfB.add(second * second)
      } rest: { column in
        let (left, right) = (a[column], b[column])
        a[column] = cosine * left - sine * right
        b[column] = sine * left + cosine * right
        squaresOfA.rest += a[column] * a[column]
        squaresOfB.rest += b[column] * b[column]
      }
      return (squaresOfA.total, squaresOfB.total)
    }
  }

  /// The sum of products of two rows.
  func product(ofRows a: Int, _ b: Int) -> Double {
    elements.withUnsafeBufferPointer { x in
      guard let start = x.baseAddress else { return 0 }
      let (a, b) = (start + a * columns, start + b * columns)
      var sum = LaneSum()
      LaneSum.forEachLane(columns) { column in
        sum.add(LaneSum.lanes(a + column) * LaneSum.lanes(b + column))
      } rest: { column in
        sum.rest += a[column] * b[column]
      }
      return sum.total
    }
  }
}
