import TesseraKernels

/// 128-bit sums in two planes of 64 bits, as the kernels keep them.
struct Planes {
  var low: [UInt64]
  var high: [Int64]

  init(repeating value: Int128, count: Int) {
    self.init(Array(repeating: value, count: count))
  }

  init(_ values: [Int128]) {
    low = values.map { UInt64(truncatingIfNeeded: $0) }
    high = values.map { Int64(truncatingIfNeeded: $0 >> 64) }
  }

  var values: [Int128] { zip(low, high).map { Int128($1) << 64 | Int128($0) } }

  mutating func accumulate<Scalar: KernelScalar>(
    _ x: [Scalar], weight: Double = 1, sign: Int = 1, exponents: [Int32], _ kernels: Kernels
  ) {
    [0].withUnsafeBufferPointer { rows in
      kernels.accumulate(
        x, rowStride: x.count, dimensions: x.count, weights: [weight], exponents: exponents, rows: rows, sign: sign,
        low: &low, high: &high)
    }
  }
}

/// `value / 2^exponent`, rounded to nearest, ties to even, by integers alone.
func quanta(of value: Double, exponent: Int32) -> Int128 {
  guard value != 0 else { return 0 }
  let significand = Int128(value.significandBitPattern) + (value.isNormal ? 1 << 52 : 0)
  let shift = (value.isNormal ? Int(value.exponent) - 52 : -1074) - Int(exponent)
  var magnitude: Int128 = 0
  if shift >= 0 {
    magnitude = significand << shift
  } else if shift >= -60 {
    let (whole, rest, half) = (significand >> -shift, significand & (1 << -shift - 1), Int128(1) << (-shift - 1))
    magnitude = whole + (rest > half || (rest == half && whole & 1 == 1) ? 1 : 0)
  }
  return value < 0 ? -magnitude : magnitude
}

extension Planes {
  /// Moves rows between the sums of clusters, [.., `dimensions`].
  mutating func apply<Scalar: KernelScalar>(
    _ moves: [RowMove], of points: [Scalar], dimensions: Int, weights: [Double]?, exponents: [Int32],
    _ kernels: Kernels
  ) {
    moves.withUnsafeBufferPointer { moves in
      (weights ?? []).withUnsafeBufferPointer { values in
        kernels.apply(
          moves, of: points, rowStride: dimensions, dimensions: dimensions,
          weights: weights == nil ? nil : values.baseAddress, exponents: exponents, low: &low, high: &high)
      }
    }
  }
}
