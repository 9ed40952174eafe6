internal import CTesseraKernels

extension Kernels {
  /// Adds (`sign` 1) or takes away (-1) the named rows, each element as fl(weight * x[j]) in fixed point: sums[j] += sign *
  /// round(term / 2^exponents[j]), ties to even, in two planes of 64 bits.
  public func accumulate<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, dimensions: Int, weights: UnsafePointer<Double>?,
    exponents: UnsafePointer<Int32>, rows: UnsafeBufferPointer<Int32>, sign: Int, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>
  ) {
    guard let start = rows.baseAddress else { return }
    Scalar.rowKernels(of: self).pointee.accumulate(
      points, rowStride, dimensions, weights, exponents, start, rows.count, Int32(sign), low, high)
  }

  /// Each move adds its row to the sums of its target and takes it out of those of its source, [.., dimensions] in two
  /// planes.
  public func apply<Scalar: KernelScalar>(
    _ moves: UnsafeBufferPointer<RowMove>, of points: UnsafePointer<Scalar>, rowStride: Int, dimensions: Int,
    weights: UnsafePointer<Double>?, exponents: UnsafePointer<Int32>, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>
  ) {
    moves.withMemoryRebound(to: tessera_move.self) { moves in
      guard let start = moves.baseAddress else { return }
      Scalar.rowKernels(of: self).pointee.apply(
        points, rowStride, dimensions, weights, exponents, start, moves.count, low, high)
    }
  }

  /// The same in 64-bit integers, [..][8], of terms times `factors`, with the count of rows in the last place, for at most
  /// 7 dimensions. Moves with a term that is no whole number are left out: `rest`; returns how many.
  public func sum<Scalar: KernelScalar>(
    _ moves: UnsafeBufferPointer<RowMove>, of points: UnsafePointer<Scalar>, rowStride: Int, dimensions: Int,
    factors: UnsafePointer<Double>, into sums: UnsafeMutablePointer<Int64>, rest: UnsafeMutablePointer<RowMove>
  ) -> Int {
    moves.withMemoryRebound(to: tessera_move.self) { moves in
      rest.withMemoryRebound(to: tessera_move.self, capacity: moves.count) { rest in
        guard let start = moves.baseAddress else { return 0 }
        return Scalar.rowKernels(of: self).pointee.sum_moves(
          points, rowStride, dimensions, factors, start, moves.count, sums, rest)
      }
    }
  }

  /// Sum over rows of weights * |x - shift|^2 (nil: weights of 1) in quanta of 2^exponent, the same from every table. Rows lie
  /// one after the other.
  public func centredSquares<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rows: Int, dimensions: Int, shift: UnsafePointer<Double>,
    weights: UnsafePointer<Double>?, exponent: Int32
  ) -> Int128 {
    var (low, high) = (UInt64(0), Int64(0))
    Scalar.rowKernels(of: self).pointee.centred_squares(
      points, rows, dimensions, shift, weights, exponent, &low, &high)
    return Int128(high) << 64 | Int128(low)
  }

  /// The sum of values in quanta of 2^exponent, each rounded to nearest, ties to even.
  public func fixedSum(_ values: UnsafePointer<Double>, count: Int, exponent: Int32) -> Int128 {
    var (low, high) = (UInt64(0), Int64(0))
    table.pointee.common.fixed_sum(values, count, exponent, &low, &high)
    return Int128(high) << 64 | Int128(low)
  }

  /// Raises `bounds` to the largest magnitude of each column; NaN and infinity stay visible as such. Lowers `leasts`, above
  /// 0, to the smallest above 0. Rows lie one after the other.
  public func survey<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rows: Int, dimensions: Int, bounds: UnsafeMutablePointer<Scalar>,
    leasts: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.rowKernels(of: self).pointee.survey(points, rows, dimensions, bounds, leasts)
  }
}
