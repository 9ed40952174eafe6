internal import CTesseraKernels

/// Loops in C that reduce, scan and scatter, for one type; see the C declarations. All instruction sets give the same
/// bits, but for what the C library computes.
///
/// A class, so that looking up one loop does not copy them all.
public final class ReductionLoops<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>
  typealias Wide = UnsafeMutablePointer<Double>

  /// Adds up what meets in the target, in Double.
  let addUp: @Sendable (SumTerms, Input, Input, SumTarget<Scalar>, RowBlock) -> Void
  /// Adds elements to sums, in place.
  let accumulate: @Sendable (Input, _ sums: Output, _ count: Int) -> Void
  /// [k, d]: the sums over i of w[i, j] (b[j] - a[i]).
  let weightedDifferences:
    @Sendable (Input, Input, Input, Output, _ n: Int, _ k: Int, _ d: Int, _ scratch: Wide) -> Void
  /// A base, or zeros, with each element added at its place.
  let put: @Sendable (Input, _ base: Input?, Output, MeetingPlaces, _ scratch: Wide, _ columns: Int) -> Void
  /// The extremes of what is there and what meets it.
  let putExtremes: @Sendable (Extremum, Input, Output, MeetingPlaces) -> Void
  /// How many elements equal the value at their place, added to counts.
  let countEquals: @Sendable (Input, _ values: Input, UnsafeMutablePointer<Int32>, MeetingPlaces) -> Void
  /// 1 / count for these, 0 for others, NaN beside NaN.
  let equalShares: @Sendable (Input, _ values: Input, UnsafePointer<Int32>, Output, MeetingPlaces) -> Void
  let putProducts: @Sendable (Input, _ products: Wide, MeetingPlaces) -> Void
  /// For each element the product of all else that meets at its place.
  let putProductSlopes:
    @Sendable (Input, Output, _ products: Wide, _ rest: Wide, MeetingPlaces, _ scratch: Wide) -> Void
  /// Along the middle of [outer, extent, inner].
  let products: @Sendable (Input, Output, AxisSplit) -> Void
  let productsPullback: @Sendable (_ y: Input, Input, Output, AxisSplit, _ scratch: Wide) -> Void
  let cumulativeProducts: @Sendable (Input, Output, AxisSplit) -> Void
  let cumulativeProductsPullback: @Sendable (_ y: Input, Input, Output, AxisSplit, _ scratch: Wide) -> Void
  let cumulativeLogSums: @Sendable (Input, Output, AxisSplit) -> Void
  let cumulativeLogSumsPullback: @Sendable (_ y: Input, Input, Output, AxisSplit, _ scratch: Wide) -> Void
  /// The extremes up to each element and where they are; the latest of equals.
  let records: @Sendable (Extremum, Input, Output, UnsafeMutablePointer<Int>, AxisSplit) -> Void

  init() where Scalar == Float {
    addUp = { terms, x, y, sums, block in
      let offsets = (block.left.offset, block.right.offset, block.target.offset)
      withUnsafePointer(to: block.sumsInC) { block in
        let (rounded, wide) = sums.inC
        single.add_up(
          terms.inC, x + offsets.0, y + offsets.1, rounded.map { $0 + offsets.2 }, wide.map { $0 + offsets.2 }, block)
      }
    }
    accumulate = { single.accumulate($0, $1, $2) }
    weightedDifferences = { single.weighted_differences($0, $1, $2, $3, $4, $5, $6, $7) }
    put = { x, base, out, places, scratch, columns in
      places.withC { single.put(x, base, out, $0, scratch, columns) }
    }
    putExtremes = { extremum, x, out, places in
      places.withC { single.put_extremes(extremum == .greatest, x, out, $0) }
    }
    countEquals = { x, values, counts, places in places.withC { single.count_equals(x, values, counts, $0) } }
    equalShares = { x, values, counts, out, places in places.withC { single.equal_shares(x, values, counts, out, $0) } }
    putProducts = { x, products, places in places.withC { single.put_products(x, products, $0) } }
    putProductSlopes = { x, out, products, rest, places, scratch in
      places.withC { single.put_product_slopes(x, out, products, rest, $0, scratch) }
    }
    products = { single.products($0, $1, $2.inC) }
    productsPullback = { single.products_pullback($0, $1, $2, $3.inC, $4) }
    cumulativeProducts = { single.cumulative_products($0, $1, $2.inC) }
    cumulativeProductsPullback = { single.cumulative_products_pullback($0, $1, $2, $3.inC, $4) }
    cumulativeLogSums = { single.cumulative_log_sums($0, $1, $2.inC) }
    cumulativeLogSumsPullback = { single.cumulative_log_sums_pullback($0, $1, $2, $3.inC, $4) }
    records = { single.records($0 == .greatest, $1, $2, $3, $4.inC) }
  }

  init() where Scalar == Double {
    addUp = { terms, x, y, sums, block in
      let offsets = (block.left.offset, block.right.offset, block.target.offset)
      withUnsafePointer(to: block.sumsInC) { block in
        let (rounded, wide) = sums.inC
        double.add_up(
          terms.inC, x + offsets.0, y + offsets.1, rounded.map { $0 + offsets.2 }, wide.map { $0 + offsets.2 }, block)
      }
    }
    accumulate = { double.accumulate($0, $1, $2) }
    weightedDifferences = { double.weighted_differences($0, $1, $2, $3, $4, $5, $6, $7) }
    put = { x, base, out, places, scratch, columns in
      places.withC { double.put(x, base, out, $0, scratch, columns) }
    }
    putExtremes = { extremum, x, out, places in
      places.withC { double.put_extremes(extremum == .greatest, x, out, $0) }
    }
    countEquals = { x, values, counts, places in places.withC { double.count_equals(x, values, counts, $0) } }
    equalShares = { x, values, counts, out, places in places.withC { double.equal_shares(x, values, counts, out, $0) } }
    putProducts = { x, products, places in places.withC { double.put_products(x, products, $0) } }
    putProductSlopes = { x, out, products, rest, places, scratch in
      places.withC { double.put_product_slopes(x, out, products, rest, $0, scratch) }
    }
    products = { double.products($0, $1, $2.inC) }
    productsPullback = { double.products_pullback($0, $1, $2, $3.inC, $4) }
    cumulativeProducts = { double.cumulative_products($0, $1, $2.inC) }
    cumulativeProductsPullback = { double.cumulative_products_pullback($0, $1, $2, $3.inC, $4) }
    cumulativeLogSums = { double.cumulative_log_sums($0, $1, $2.inC) }
    cumulativeLogSumsPullback = { double.cumulative_log_sums_pullback($0, $1, $2, $3.inC, $4) }
    records = { double.records($0 == .greatest, $1, $2, $3, $4.inC) }
  }
}

private var single: tessera_reductions_f32 { _read { yield ElementTable.best.table.pointee.reductions_f32 } }
private var double: tessera_reductions_f64 { _read { yield ElementTable.best.table.pointee.reductions_f64 } }

extension RowBlock {
  fileprivate var sumsInC: tessera_sums {
    tessera_sums(
      rows: rows, columns: columns, left_row: left.rowStep, left_step: left.step, right_row: right.rowStep,
      right_step: right.step, out_row: target.rowStep, out_step: target.step)
  }
}

extension AxisSplit {
  var inC: tessera_axis { tessera_axis(outer: outer, extent: extent, inner: inner) }

  /// The room that a scan's pullback takes, in elements of one kind.
  var scanRoom: Int {
    extent * Swift.max(Int(TESSERA_SCAN_ROWS), Swift.min(inner, Int(TESSERA_SCAN_COLUMNS)))
  }
}

extension SumTerms {
  fileprivate var inC: tessera_terms {
    switch self {
    case .plain: tessera_plain
    case .scaled: tessera_scaled
    case .squares: tessera_squares
    }
  }
}

extension SumTarget {
  fileprivate var inC: (rounded: UnsafeMutablePointer<Scalar>?, wide: UnsafeMutablePointer<Double>?) {
    switch self {
    case .rounded(let out): (out, nil)
    case .wide(let out): (nil, out)
    }
  }
}
