internal import CTesseraKernels

extension Double: KernelScalar {
  public static func distances(
    _ kernels: Kernels, _ x: UnsafePointer<Double>, _ centroids: UnsafePointer<Double>, _ dimensions: Int,
    _ indices: UnsafePointer<Int32>?, _ count: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.distances_f64(x, centroids, dimensions, indices, count, out)
  }

  public static func distances(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ list: UnsafePointer<Int32>,
    _ bits: UnsafePointer<UInt32>, _ count: Int, _ vectors: UnsafePointer<Double>, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.seeding_distances_f64(points, rowStride, list, bits, count, vectors, dimensions, out)
  }

  public static func nearest(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ panels: UnsafePointer<Double>, _ centroidCount: Int, _ dimensions: Int, _ labels: UnsafeMutablePointer<Int32>,
    _ first: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.nearest_f64(
      points, rowStride, rows, count, panels, centroidCount, dimensions, labels, first, second)
  }

  public static func pack(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ dimensions: Int, _ shift: UnsafePointer<Double>, _ packed: UnsafeMutablePointer<Float>,
    _ squaredNorms: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.pack_f64(points, rowStride, rows, count, dimensions, shift, packed, squaredNorms)
  }

  public static func widen(_ x: UnsafePointer<Double>, count: Int, into out: UnsafeMutablePointer<Double>) {
    out.update(from: x, count: count)
  }

  public static func accumulate(
    _ x: UnsafePointer<Double>, dimensions: Int, weight: Double, sign: Int, exponents: UnsafePointer<Int32>,
    sums: UnsafeMutablePointer<Int128>
  ) {
    tessera_accumulate_f64(x, dimensions, weight, Int32(sign), exponents, sums)
  }

  public static func centredSquare(
    _ x: UnsafePointer<Double>, shift: UnsafePointer<Double>, dimensions: Int
  ) -> (high: Double, low: Double) {
    var (high, low) = (0.0, 0.0)
    tessera_centred_square_f64(x, shift, dimensions, &high, &low)
    return (high, low)
  }
}
