internal import TesseraKernels

/// The sum of `count` values, each at least 0, in fixed point: the same bits for any order, chunking or thread count.
///
/// The error is at most half a quantum per term, the largest value * count / 2^125.
func orderFreeSum(_ values: [Double]) -> Double {
  orderFreeSum(values, Kernels(.best), Reduction(ParallelRows(threads: 1), rows: values.count))
}

/// The sum of all members' values, one per row.
func orderFreeSum(_ values: [Double], _ kernels: Kernels, _ reduction: Reduction) -> Double {
  values.withUnsafeBufferPointer { orderFreeSum($0, count: reduction.rowCount, kernels, reduction) }
}

/// - Parameter count: of all members' values.
func orderFreeSum(
  _ values: UnsafeBufferPointer<Double>, count: Int, _ kernels: Kernels, _ reduction: Reduction
) -> Double {
  let bound = reduction.maximum(values.largest(in: reduction.parallel))
  guard bound.isFinite else { return .infinity }
  let exponent = FixedPoint.exponent(bound: bound, count: count)
  nonisolated(unsafe) let first = values.baseAddress
  let total = reduction.sum(of: values.count, chunk: 1 << 16) { _, _, range in
    first.map { kernels.fixedSum($0 + range.lowerBound, count: range.count, exponent: exponent) } ?? 0
  }
  return FixedPoint.value(of: total, exponent: exponent)
}
