/// The element types that the kernels read: adopted by Float and Double, and by nothing else.
public protocol KernelScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  static func distances(
    _ kernels: Kernels, _ x: UnsafePointer<Self>, _ centroids: UnsafePointer<Double>, _ dimensions: Int,
    _ indices: UnsafePointer<Int32>?, _ count: Int, _ out: UnsafeMutablePointer<Double>)

  static func distances(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ list: UnsafePointer<Int32>,
    _ bits: UnsafePointer<UInt32>, _ count: Int, _ vectors: UnsafePointer<Double>, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Double>)

  static func nearest(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ panels: UnsafePointer<Double>, _ centroidCount: Int, _ dimensions: Int, _ labels: UnsafeMutablePointer<Int32>,
    _ first: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>)

  static func pack(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ dimensions: Int, _ shift: UnsafePointer<Double>, _ packed: UnsafeMutablePointer<Float>,
    _ squaredNorms: UnsafeMutablePointer<Double>)

  /// Converts `count` elements, exactly.
  static func widen(_ x: UnsafePointer<Self>, count: Int, into out: UnsafeMutablePointer<Double>)

  /// Adds (`sign` 1) or takes away (-1) each fl(weight * x[j]) in fixed point: sums[j] += sign * round(term / 2^exponents[j]),
  /// ties to even.
  static func accumulate(
    _ x: UnsafePointer<Self>, dimensions: Int, weight: Double, sign: Int, exponents: UnsafePointer<Int32>,
    sums: UnsafeMutablePointer<Int128>)

  /// |x - shift|^2 as an unevaluated sum of two Doubles, good to about 100 bits, by one fixed order of operations.
  static func centredSquare(
    _ x: UnsafePointer<Self>, shift: UnsafePointer<Double>, dimensions: Int
  ) -> (high: Double, low: Double)
}
