/// The element types that the kernels read: adopted by Float and Double, and by nothing else.
public protocol KernelScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  static func distances(
    _ kernels: Kernels, _ x: UnsafePointer<Self>, _ centroids: UnsafePointer<Double>, _ dimensions: Int,
    _ indices: UnsafePointer<Int32>?, _ count: Int, _ out: UnsafeMutablePointer<Double>)

  static func nearest(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ panels: UnsafePointer<Double>, _ centroidCount: Int, _ dimensions: Int, _ labels: UnsafeMutablePointer<Int32>,
    _ first: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>)

  static func pack(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>?, _ count: Int,
    _ dimensions: Int, _ shift: UnsafePointer<Double>, _ packed: UnsafeMutablePointer<Float>,
    _ squaredNorms: UnsafeMutablePointer<Double>)

  static func distances(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ list: UnsafePointer<Int32>,
    _ bits: UnsafePointer<UInt32>, _ count: Int, _ vectors: UnsafePointer<Double>, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Double>)

  /// Converts `count` elements, exactly.
  static func widen(_ x: UnsafePointer<Self>, count: Int, into out: UnsafeMutablePointer<Double>)

  static func ownDistances(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ centroids: UnsafePointer<Double>, _ dimensions: Int, _ labels: UnsafePointer<Int32>,
    _ out: UnsafeMutablePointer<Double>)

  static func lanes(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ centroids: LaneCentroids.View, _ found: FoundRows, _ open: UnsafeMutablePointer<Int32>
  ) -> Int

  /// Place codes of rows, for ``RowBlocks``.
  static func blockCodes(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, rows: Range<Int>, dimensions: Int, low: UnsafePointer<Double>,
    scale: UnsafePointer<Float>, tables: UnsafePointer<UInt16>, tableBits: Int,
    into codes: UnsafeMutablePointer<UInt16>)

  /// Copies the rows of one group into its blocks.
  static func blockRows(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, dimensions: Int, shift: UnsafePointer<Float>, group: Int,
    of blocks: RowBlocks)

  static func blocks(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ group: Int, _ blocks: RowBlocks,
    _ centroids: BlockCentroids.View, _ exact: ExactCentroids, _ labels: UnsafeMutablePointer<Int32>,
    _ blockLabels: BlockLabels, _ scratch: UnsafeMutableRawPointer, _ moves: UnsafeMutablePointer<RowMove>
  ) -> BlockWork

  /// Adds (`sign` 1) or takes away (-1) the named rows, each element as fl(weight * x[j]) in fixed point: sums[j] += sign *
  /// round(term / 2^exponents[j]), ties to even, in two planes of 64 bits.
  static func accumulate(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, dimensions: Int, weights: UnsafePointer<Double>?,
    exponents: UnsafePointer<Int32>, rows: UnsafeBufferPointer<Int32>, sign: Int, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>)

  /// Each move adds its row to the sums of its target and takes it out of those of its source, [.., dimensions] in two
  /// planes.
  static func apply(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, dimensions: Int, weights: UnsafePointer<Double>?,
    exponents: UnsafePointer<Int32>, moves: UnsafeBufferPointer<RowMove>, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>)

  /// The same in 64-bit integers, [..][8], of terms times `factors`, with the count of rows in the last place, for at most
  /// 7 dimensions. Moves with a term that is no whole number are left out: `rest`; returns how many.
  static func sumMoves(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, dimensions: Int,
    factors: UnsafePointer<Double>, moves: UnsafeBufferPointer<RowMove>, sums: UnsafeMutablePointer<Int64>,
    rest: UnsafeMutablePointer<RowMove>
  ) -> Int

  /// Sum over rows of weights * |x - shift|^2 (nil: weights of 1) in quanta of 2^exponent, the same from every table.
  static func centredSquares(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, rows: Int, dimensions: Int, shift: UnsafePointer<Double>,
    weights: UnsafePointer<Double>?, exponent: Int32
  ) -> Int128

  /// Raises `bounds` to the largest magnitude of each column; NaN and infinity stay visible as such. Lowers `leasts`, above
  /// 0, to the smallest above 0.
  static func survey(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, rows: Int, dimensions: Int, bounds: UnsafeMutablePointer<Self>,
    leasts: UnsafeMutablePointer<Self>)

  static func select(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ state: RowBounds, _ drift: DriftView,
    _ centroids: ExactCentroids, _ rows: Range<Int>, _ tightens: Bool, _ scratch: UnsafeMutableRawPointer,
    _ open: UnsafeMutablePointer<Int32>, _ challenged: UnsafeMutablePointer<Int32>
  ) -> RowSelection

  static func narrow(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: Range<Int>, _ dimensions: Int,
    _ shift: UnsafePointer<Double>, _ smallestScale: Float, _ target: NarrowRows)

  static func narrowAssign(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ narrow: NarrowRows,
    _ centroids: NarrowCentroids.View, _ exact: ExactCentroids, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ scratch: UnsafeMutableRawPointer, _ challenges: Bool, _ found: FoundRows,
    _ squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork

  static func shortAssign(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ centroids: ShortCentroids.View,
    _ groups: GroupBounds.View?, _ exact: ExactCentroids, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ scratch: UnsafeMutableRawPointer, _ gap: Float, _ found: FoundRows, _ squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork

  static func batch(
    _ kernels: Kernels, _ points: UnsafePointer<Self>, _ rowStride: Int, _ rows: UnsafePointer<Int32>,
    _ labels: UnsafePointer<Int32>, _ count: Int, _ centroids: UnsafePointer<Double>, _ dimensions: Int,
    _ sums: UnsafeMutablePointer<Double>?, _ squares: UnsafeMutablePointer<Double>)
}
