internal import CTesseraKernels
internal import Refusals

extension Double: KernelScalar {
  public static func distances(
    _ kernels: Kernels, _ x: UnsafePointer<Double>, _ centroids: UnsafePointer<Double>, _ dimensions: Int,
    _ indices: UnsafePointer<Int32>?, _ count: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.distances_f64(x, centroids, dimensions, indices, count, out)
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

  public static func distances(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ list: UnsafePointer<Int32>,
    _ bits: UnsafePointer<UInt32>, _ count: Int, _ vectors: UnsafePointer<Double>, _ dimensions: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.seeding_distances_f64(points, rowStride, list, bits, count, vectors, dimensions, out)
  }

  public static func widen(_ x: UnsafePointer<Double>, count: Int, into out: UnsafeMutablePointer<Double>) {
    out.update(from: x, count: count)
  }

  public static func ownDistances(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ centroids: UnsafePointer<Double>, _ dimensions: Int, _ labels: UnsafePointer<Int32>,
    _ out: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.own_distances_f64(points, rowStride, rows, count, centroids, dimensions, labels, out)
  }

  public static func lanes(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ centroids: LaneCentroids.View, _ found: FoundRows, _ open: UnsafeMutablePointer<Int32>
  ) -> Int {
    var lanes = centroids.cValue
    return kernels.table.pointee.lanes_f64(
      points, rowStride, rows, count, &lanes, centroids.count, centroids.dimensions, found.labels, found.upper,
      found.lower, open)
  }

  public static func blockCodes(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, rows: Range<Int>, dimensions: Int, low: UnsafePointer<Double>,
    scale: UnsafePointer<Float>, tables: UnsafePointer<UInt16>, tableBits: Int, into codes: UnsafeMutablePointer<UInt16>
  ) {
    kernels.table.pointee.block_codes_f64(
      points, dimensions, rows.lowerBound, rows.count, dimensions, low, scale, tables, Int32(tableBits), codes)
  }

  public static func blockRows(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, dimensions: Int, shift: UnsafePointer<Float>, group: Int,
    of blocks: RowBlocks
  ) {
    var view = blocks.cValue
    kernels.table.pointee.block_rows_f64(points, dimensions, dimensions, shift, group, &view)
  }

  public static func blocks(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ group: Int, _ blocks: RowBlocks,
    _ centroids: BlockCentroids.View, _ exact: ExactCentroids, _ labels: UnsafeMutablePointer<Int32>,
    _ blockLabels: BlockLabels, _ scratch: UnsafeMutableRawPointer, _ moves: UnsafeMutablePointer<RowMove>
  ) -> BlockWork {
    var (blocksView, centroidView) = (blocks.cValue, centroids.cValue)
    var (exactView, labelView) = (exact.cValue, blockLabels.cValue(labels))
    var work = tessera_block_work()
    moves.withMemoryRebound(to: tessera_move.self, capacity: RowBlocks.groupRows) { moves in
      kernels.table.pointee.blocks_f64(
        points, rowStride, &blocksView, &centroidView, &exactView, group, &labelView, scratch, moves, &work)
    }
    return BlockWork(work)
  }

  public static func accumulate(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, dimensions: Int, weights: UnsafePointer<Double>?,
    exponents: UnsafePointer<Int32>, rows: UnsafeBufferPointer<Int32>, sign: Int, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>
  ) {
    guard let start = rows.baseAddress else { return }
    kernels.table.pointee.accumulate_f64(
      points, dimensions, weights, exponents, start, rows.count, Int32(sign), low, high)
  }

  public static func apply(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, dimensions: Int, weights: UnsafePointer<Double>?,
    exponents: UnsafePointer<Int32>, moves: UnsafeBufferPointer<RowMove>, low: UnsafeMutablePointer<UInt64>,
    high: UnsafeMutablePointer<Int64>
  ) {
    moves.withMemoryRebound(to: tessera_move.self) { moves in
      guard let start = moves.baseAddress else { return }
      kernels.table.pointee.apply_f64(points, dimensions, weights, exponents, start, moves.count, low, high)
    }
  }

  public static func sumMoves(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, dimensions: Int,
    factors: UnsafePointer<Double>, moves: UnsafeBufferPointer<RowMove>, sums: UnsafeMutablePointer<Int64>,
    rest: UnsafeMutablePointer<RowMove>
  ) -> Int {
    moves.withMemoryRebound(to: tessera_move.self) { moves in
      rest.withMemoryRebound(to: tessera_move.self, capacity: moves.count) { rest in
        guard let start = moves.baseAddress else { return 0 }
        return kernels.table.pointee.sum_moves_f64(points, dimensions, factors, start, moves.count, sums, rest)
      }
    }
  }

  public static func centredSquares(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, rows: Int, dimensions: Int, shift: UnsafePointer<Double>,
    weights: UnsafePointer<Double>?, exponent: Int32
  ) -> Int128 {
    var (low, high) = (UInt64(0), Int64(0))
    kernels.table.pointee.centred_squares_f64(points, rows, dimensions, shift, weights, exponent, &low, &high)
    return Int128(high) << 64 | Int128(low)
  }

  public static func survey(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, rows: Int, dimensions: Int,
    bounds: UnsafeMutablePointer<Double>, leasts: UnsafeMutablePointer<Double>
  ) {
    kernels.table.pointee.survey_f64(points, rows, dimensions, bounds, leasts)
  }

  public static func select(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ state: RowBounds, _ drift: DriftView,
    _ centroids: ExactCentroids, _ rows: Range<Int>, _ tightens: Bool, _ scratch: UnsafeMutableRawPointer,
    _ open: UnsafeMutablePointer<Int32>, _ challenged: UnsafeMutablePointer<Int32>
  ) -> RowSelection {
    var (stateView, driftView, exactView) = (state.cValue, drift.cValue, centroids.cValue)
    let selection = kernels.table.pointee.select_f64(
      points, rowStride, &stateView, &driftView, &exactView, rows.lowerBound, rows.count, tightens, scratch, open,
      challenged)
    return RowSelection(
      certified: selection.certified, rows: selection.rows, challenged: selection.challenged)
  }

  public static func narrow(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ rows: Range<Int>, _ dimensions: Int,
    _ shift: UnsafePointer<Double>, _ smallestScale: Float, _ target: NarrowRows
  ) {
    var view = target.cValue
    kernels.table.pointee.narrow_f64(
      points, rowStride, rows.lowerBound, rows.count, dimensions, shift, smallestScale, &view)
  }

  public static func narrowAssign(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ narrow: NarrowRows,
    _ centroids: NarrowCentroids.View, _ exact: ExactCentroids, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ scratch: UnsafeMutableRawPointer, _ challenges: Bool, _ found: FoundRows,
    _ squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork {
    guard let assign = kernels.table.pointee.narrow_assign_f64 else {
      refuse("\(kernels.instructionSet) has no eight-bit products")
    }
    var (rowView, centroidView, exactView) = (narrow.cValue, centroids.cValue, exact.cValue)
    var work = tessera_narrow_work(rows: 0, candidates: 0)
    assign(
      points, rowStride, &rowView, &centroidView, &exactView, rows, count, scratch, challenges, found.labels,
      found.upper, found.lower, squares, &work)
    return NarrowWork(rows: work.rows, candidates: work.candidates)
  }

  public static func shortAssign(
    _ kernels: Kernels, _ points: UnsafePointer<Double>, _ rowStride: Int, _ centroids: ShortCentroids.View,
    _ groups: GroupBounds.View?, _ exact: ExactCentroids, _ rows: UnsafePointer<Int32>, _ count: Int,
    _ scratch: UnsafeMutableRawPointer, _ gap: Float, _ found: FoundRows, _ squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork {
    guard let assign = kernels.table.pointee.short_assign_f64 else {
      refuse("\(kernels.instructionSet) has no products of sixteen bits")
    }
    var (centroidView, exactView) = (centroids.cValue, exact.cValue)
    var work = tessera_narrow_work(rows: 0, candidates: 0)
    assign(
      points, rowStride, &centroidView, groups?.cValue, &exactView, rows, count, scratch, gap, found.labels,
      found.upper, found.lower, squares, &work)
    return NarrowWork(rows: work.rows, candidates: work.candidates)
  }
}
