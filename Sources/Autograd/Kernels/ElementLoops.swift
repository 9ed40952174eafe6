internal import CTesseraKernels

/// Loops over real elements in C, compiled per instruction set, for one type: the best that this machine runs. All give the same
/// bits, but for what the C library computes.
///
/// A class, so that looking up one loop does not copy them all.
public final class ElementLoops<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>
  typealias Mask = UnsafePointer<Bool>
  /// Elements one after the other (step 1), or one that meets all (step 0).
  typealias Stepped = (start: Input, step: Int)

  /// In which of two elements.
  enum Side: Sendable {
    case left, right
  }

  let map: @Sendable (UnaryFunction, Input, Output, _ count: Int) -> Void
  /// Of each element the function's slope.
  let slopes: @Sendable (UnaryFunction, Input, Output, _ count: Int) -> Void
  /// Left times the function's slopes at right, but 0 wherever left is 0.
  let scaleBySlopes: @Sendable (UnaryFunction, Input, Input, Output, RowBlock) -> Void
  /// Writes to the target what becomes of left and right.
  let combine: @Sendable (BinaryFunction, Input, Input, Output, RowBlock) -> Void
  let compare: @Sendable (Comparison, Input, Input, UnsafeMutablePointer<Bool>, RowBlock) -> Void
  /// Elements of left where the mask, which lies as the target, holds, else of right.
  let choose: @Sendable (Mask, Input, Input, Output, RowBlock) -> Void
  let clamp: @Sendable (Input, _ low: Scalar, _ high: Scalar, Output, _ count: Int) -> Void
  /// 1 from low through high, else 0.
  let clampSlopes: @Sendable (Input, _ low: Scalar, _ high: Scalar, Output, _ count: Int) -> Void
  /// e^(x - shift - more).
  let exponentials: @Sendable (Input, _ shift: Scalar, _ more: Scalar, Output, _ count: Int) -> Void
  /// Along the middle of [outer, extent, inner]; NaN wins.
  let extremes: @Sendable (Extremum, Input, Output, AxisSplit) -> Void
  /// Where they are: the first of equals, or the first NaN.
  let positions: @Sendable (Extremum, Input, UnsafeMutablePointer<Int>, AxisSplit) -> Void
  /// The sums of all elements up to each, or from each on.
  let cumulativeSums: @Sendable (Input, Output, AxisSplit, _ reversed: Bool) -> Void
  /// Along the middle what each line is shifted by, and the logarithm of the sum of e^(x - shift).
  let logSums: @Sendable (Input, _ shifts: Output, _ sums: Output, AxisSplit) -> Void
  /// The softmax along the middle, or its logarithm; whether no line's sum is 0 or infinite.
  let softmax: @Sendable (Input, Output, AxisSplit, _ logarithm: Bool) -> Bool
  /// The cotangents of lines whose softmax, or its logarithm, has these values.
  let softmaxPullback: @Sendable (_ y: Input, _ values: Input, Output, AxisSplit, _ logarithm: Bool) -> Void
  /// x above 0, else x times the slope.
  let leak: @Sendable (Input, _ slope: Scalar, Output, _ count: Int) -> Void
  let leakPullback: @Sendable (_ y: Input, _ step: Int, Input, _ slope: Scalar, Output, _ count: Int) -> Void
  /// A cotangent times the slopes of a function of two elements in one of them; false where that is to be done otherwise.
  let scaleBySlopesOfTwo: @Sendable (BinaryFunction, Side, Stepped, Stepped, Stepped, Output, _ count: Int) -> Bool
  /// Whole numbers as elements.
  let integers: @Sendable (UnsafePointer<Int>, Output, _ count: Int) -> Void
  /// [n, k]: the sums over d of |x - c|.
  let blockDistances: @Sendable (Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void
  /// [n, d]: the sums over k of weights [n, k] times the signs of x - c.
  let signedSums: @Sendable (Input, Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void
  /// [n, k]: the sums over d of factors [n, d] times the signs of x - c.
  let signedProducts: @Sendable (Input, Input, Input, Output, _ n: Int, _ k: Int, _ d: Int) -> Void

  init() where Scalar == Float {
    map = { best.f32.map($0.inC, $1, $2, $3) }
    slopes = { best.f32.slopes($0.inC, $1, $2, $3) }
    scaleBySlopes = { function, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f32.scale_by_slopes(
          function.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    combine = { function, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f32.combine(
          function.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    compare = { comparison, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f32.compare(
          comparison.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    choose = { mask, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f32.choose(
          mask + block.target.offset, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    clamp = { best.f32.clamp($0, $1, $2, $3, $4) }
    clampSlopes = { best.f32.clamp_slopes($0, $1, $2, $3, $4) }
    exponentials = { best.f32.exponentials($0, $1, $2, $3, $4) }
    extremes = { best.f32.extremes($0 == .greatest, $1, $2, $3.outer, $3.extent, $3.inner) }
    positions = { best.f32.positions_of_extremes($0 == .greatest, $1, $2, $3.outer, $3.extent, $3.inner) }
    cumulativeSums = { best.f32.cumulative_sums($0, $1, $2.outer, $2.extent, $2.inner, $3) }
    logSums = { best.f32.log_sums($0, $1, $2, $3.outer, $3.extent, $3.inner) }
    softmax = { best.f32.softmax($0, $1, $2.outer, $2.extent, $2.inner, $3) }
    softmaxPullback = { best.f32.softmax_pullback($0, $1, $2, $3.outer, $3.extent, $3.inner, $4) }
    leak = { best.f32.leak($0, $1, $2, $3) }
    leakPullback = { best.f32.leak_pullback($0, $1, $2, $3, $4, $5) }
    scaleBySlopesOfTwo = { function, side, y, left, right, out, count in
      best.f32.scale_by_slopes_of_two(
        function.inC, side == .right, y.start, y.step, left.start, left.step, right.start, right.step, out, count)
    }
    integers = { x, out, count in for index in 0..<count { out[index] = Float(x[index]) } }
    blockDistances = { best.f32.block_distances($0, $1, $2, $3, $4, $5) }
    signedSums = { best.f32.signed_sums($0, $1, $2, $3, $4, $5, $6) }
    signedProducts = { best.f32.signed_products($0, $1, $2, $3, $4, $5, $6) }
  }

  init() where Scalar == Double {
    map = { best.f64.map($0.inC, $1, $2, $3) }
    slopes = { best.f64.slopes($0.inC, $1, $2, $3) }
    scaleBySlopes = { function, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f64.scale_by_slopes(
          function.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    combine = { function, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f64.combine(
          function.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    compare = { comparison, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f64.compare(
          comparison.inC, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    choose = { mask, x, y, out, block in
      withUnsafePointer(to: block.inC) {
        best.f64.choose(
          mask + block.target.offset, x + block.left.offset, y + block.right.offset, out + block.target.offset, $0)
      }
    }
    clamp = { best.f64.clamp($0, $1, $2, $3, $4) }
    clampSlopes = { best.f64.clamp_slopes($0, $1, $2, $3, $4) }
    exponentials = { best.f64.exponentials($0, $1, $2, $3, $4) }
    extremes = { best.f64.extremes($0 == .greatest, $1, $2, $3.outer, $3.extent, $3.inner) }
    positions = { best.f64.positions_of_extremes($0 == .greatest, $1, $2, $3.outer, $3.extent, $3.inner) }
    cumulativeSums = { best.f64.cumulative_sums($0, $1, $2.outer, $2.extent, $2.inner, $3) }
    logSums = { best.f64.log_sums($0, $1, $2, $3.outer, $3.extent, $3.inner) }
    softmax = { best.f64.softmax($0, $1, $2.outer, $2.extent, $2.inner, $3) }
    softmaxPullback = { best.f64.softmax_pullback($0, $1, $2, $3.outer, $3.extent, $3.inner, $4) }
    leak = { best.f64.leak($0, $1, $2, $3) }
    leakPullback = { best.f64.leak_pullback($0, $1, $2, $3, $4, $5) }
    scaleBySlopesOfTwo = { function, side, y, left, right, out, count in
      best.f64.scale_by_slopes_of_two(
        function.inC, side == .right, y.start, y.step, left.start, left.step, right.start, right.step, out, count)
    }
    integers = { x, out, count in for index in 0..<count { out[index] = Double(x[index]) } }
    blockDistances = { best.f64.block_distances($0, $1, $2, $3, $4, $5) }
    signedSums = { best.f64.signed_sums($0, $1, $2, $3, $4, $5, $6) }
    signedProducts = { best.f64.signed_products($0, $1, $2, $3, $4, $5, $6) }
  }
}

private var best: tessera_element_table { _read { yield ElementTable.best.table.pointee } }

/// The table in use.
struct ElementTable: @unchecked Sendable {
  /// It lives as long as the process and never changes, hence `@unchecked Sendable`.
  let table: UnsafePointer<tessera_element_table>

  static let best = ElementTable(table: tessera_elements_best())
}

extension RowBlock {
  fileprivate var inC: tessera_rows {
    tessera_rows(
      rows: rows, columns: columns, left_row: left.rowStep, left_step: left.step, right_row: right.rowStep,
      right_step: right.step, out_row: target.rowStep)
  }
}
