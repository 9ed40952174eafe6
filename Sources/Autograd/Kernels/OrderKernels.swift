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

  init() where Scalar == Float {
    sort = { RowOrder<SingleItem>.sort($0, rows: $1, extent: $2, descending: $3, into: $4) }
    top = { RowOrder<SingleItem>.top($0, rows: $1, extent: $2, count: $3, descending: $4, into: $5) }
    element = { RowOrder<SingleItem>.element($0, rows: $1, extent: $2, rank: $3, nanWins: $4, into: $5) }
  }

  init() where Scalar == Double {
    sort = { RowOrder<DoubleItem>.sort($0, rows: $1, extent: $2, descending: $3, into: $4) }
    top = { RowOrder<DoubleItem>.top($0, rows: $1, extent: $2, count: $3, descending: $4, into: $5) }
    element = { RowOrder<DoubleItem>.element($0, rows: $1, extent: $2, rank: $3, nanWins: $4, into: $5) }
  }
}
