/// The sum of `count` values, each at least 0, in fixed point: the same bits for any order, chunking or thread count.
///
/// The terms' magnitudes must not exceed `bound`; the error is at most half a quantum per term, `bound * count / 2^125`.
func orderFreeSum(_ values: UnsafeBufferPointer<Double>) -> Double {
  var bound = 0.0
  for value in values where value > bound { bound = value }
  guard bound.isFinite else { return .infinity }
  let exponent = FixedPoint.exponent(bound: bound, count: values.count)
  var sum: Int128 = 0
  for value in values { sum += FixedPoint.quanta(of: value, exponent: exponent) }
  return FixedPoint.value(of: sum, exponent: exponent)
}
