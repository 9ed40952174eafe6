/// The loops that order rows of elements, compiled once per type. Rows lie one after the other and have less than 2^32 elements.
///
/// Equal elements keep their order; NaN counts as the largest.
public final class OrderKernels<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Indices = UnsafeMutablePointer<Int>

  let sort: @Sendable (Input, _ rows: Int, _ extent: Int, _ descending: Bool, Indices) -> Void
  /// The first of each row.
  let top: @Sendable (Input, _ rows: Int, _ extent: Int, _ count: Int, _ descending: Bool, Indices) -> Void
  /// The first of the elements of a rank, counted from 0; the first NaN instead, where it wins.
  let element: @Sendable (Input, _ rows: Int, _ extent: Int, _ rank: Int, _ nanWins: Bool, Indices) -> Void
  /// Where the extremes of all elements up to each are, along the middle of [outer, extent, inner]; the latest of equals.
  let records: @Sendable (Extremum, Input, Indices, AxisSplit) -> Void

  init() where Scalar == Float {
    sort = { RowOrder<SingleItem>.sort($0, rows: $1, extent: $2, descending: $3, into: $4) }
    top = { RowOrder<SingleItem>.top($0, rows: $1, extent: $2, count: $3, descending: $4, into: $5) }
    element = { RowOrder<SingleItem>.element($0, rows: $1, extent: $2, rank: $3, nanWins: $4, into: $5) }
    records = Self.records
  }

  init() where Scalar == Double {
    sort = { RowOrder<DoubleItem>.sort($0, rows: $1, extent: $2, descending: $3, into: $4) }
    top = { RowOrder<DoubleItem>.top($0, rows: $1, extent: $2, count: $3, descending: $4, into: $5) }
    element = { RowOrder<DoubleItem>.element($0, rows: $1, extent: $2, rank: $3, nanWins: $4, into: $5) }
    records = Self.records
  }

  @Sendable private static func records(_ extremum: Extremum, _ x: Input, _ out: Indices, _ axis: AxisSplit) {
    let inner = axis.inner
    for block in 0..<axis.outer {
      let (x, out) = (x + block * axis.extent * inner, out + block * axis.extent * inner)
      for offset in 0..<inner { out[offset] = 0 }
      for index in stride(from: 1, to: axis.extent, by: 1) {
        let (slice, places) = (x + index * inner, out + index * inner)
        for offset in 0..<inner {
          let best = (places - inner)[offset]
          let (value, record) = (slice[offset], x[best * inner + offset])
          let replaces = extremum == .greatest ? value >= record : value <= record
          places[offset] = value != value || (record == record && replaces) ? index : best
        }
      }
    }
  }
}
