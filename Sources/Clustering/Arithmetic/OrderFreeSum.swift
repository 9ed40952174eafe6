internal import TesseraKernels

/// The sum of `count` values, each at least 0, in fixed point: the same bits for any order, chunking or thread count.
///
/// The error is at most half a quantum per term, the largest value * count / 2^125.
func orderFreeSum(_ values: UnsafeBufferPointer<Double>) -> Double {
  orderFreeSum(values, Kernels(.best), ParallelRows(threads: 1))
}

func orderFreeSum(_ values: UnsafeBufferPointer<Double>, _ kernels: Kernels, _ parallel: ParallelRows) -> Double {
  let bound = values.largest(in: parallel)
  guard bound.isFinite else { return .infinity }
  guard let start = values.baseAddress else { return 0 }
  let exponent = FixedPoint.exponent(bound: bound, count: values.count)
  let chunk = 1 << 16
  if values.count <= chunk {
    return FixedPoint.value(of: kernels.fixedSum(start, count: values.count, exponent: exponent), exponent: exponent)
  }
  nonisolated(unsafe) let first = start
  let partial = parallel.mapChunks(of: values.count, chunk: chunk) { _, _, range in
    kernels.fixedSum(first + range.lowerBound, count: range.count, exponent: exponent)
  }
  return FixedPoint.value(of: partial.reduce(0, +), exponent: exponent)
}
