internal import CTesseraKernels
internal import Refusals

/// Rows of few dimensions in an order in which neighbours are near each other, 64 to a block, with the box of each block.
///
/// Memory: 4 bytes per row and element, 4 per row, and a fiftieth of that for boxes.
public final class RowBlocks: @unchecked Sendable {
  /// The most dimensions that the kernels take.
  public static let mostDimensions = Int(TESSERA_BLOCK_DIMENSIONS)
  /// Rows per call of a kernel.
  public static let groupRows = Int(TESSERA_BLOCK_ROWS * TESSERA_BLOCK_GROUP)

  public let count: Int
  public let dimensions: Int
  private let rows: UnsafeMutablePointer<Int32>
  private let elements: UnsafeMutablePointer<Float>
  private let boxes: UnsafeMutablePointer<Float>
  private var memory = OwnedMemory()

  /// - Parameters:
  ///   - points: row-major, all finite.
  ///   - rowStride: from one row to the next; nil: they lie one after the other.
  ///   - count: at least 1.
  ///   - shift: the centre that scores are relative to; it is rounded to Float.
  public convenience init<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int? = nil, count: Int, dimensions: Int, shift: [Double],
    kernels: Kernels, parallel: ParallelRows
  ) {
    require(dimensions <= Self.mostDimensions, "blocks are for few dimensions")
    self.init(count: count, dimensions: dimensions)
    let rowStride = rowStride ?? dimensions
    SpatialOrder.write(
      into: rows, points, rowStride: rowStride, count: count, dimensions: dimensions, kernels: kernels,
      parallel: parallel)
    let centre = shift.map { Float($0) }
    nonisolated(unsafe) let points = points
    parallel.forEachChunk(of: groupCount, chunk: 1) { group, _ in
      var view = cValue
      Scalar.rowKernels(of: kernels).pointee.block_rows(points, rowStride, dimensions, centre, group, &view)
    }
  }

  private init(count: Int, dimensions: Int) {
    (self.count, self.dimensions) = (count, dimensions)
    rows = memory.room(count)
    let blocks = (count + Int(TESSERA_BLOCK_ROWS) - 1) / Int(TESSERA_BLOCK_ROWS)
    elements = memory.room(blocks * dimensions * Int(TESSERA_BLOCK_ROWS))
    let groups = (count + Self.groupRows - 1) / Self.groupRows
    boxes = memory.room((blocks + groups) * (2 * dimensions + 1))
  }

  /// How many groups of ``groupRows`` rows there are, the last of them perhaps shorter.
  public var groupCount: Int { (count + Self.groupRows - 1) / Self.groupRows }

  /// The row at each position.
  public var order: [Int32] { Array(UnsafeBufferPointer(start: rows, count: count)) }

  var cValue: tessera_row_blocks {
    let blocks = (count + Int(TESSERA_BLOCK_ROWS) - 1) / Int(TESSERA_BLOCK_ROWS)
    return tessera_row_blocks(
      rows: rows, count: count, elements: elements, boxes: boxes, group_boxes: boxes + blocks * (2 * dimensions + 1))
  }
}

/// The labels of rows in blocks, by position and by block.
///
/// Memory: 4 bytes per row.
public final class BlockLabels: @unchecked Sendable {
  private let byPosition: UnsafeMutablePointer<Int32>
  private let common: UnsafeMutablePointer<Int32>
  private var memory = OwnedMemory()

  /// No row has a label.
  public init(rows count: Int) {
    let blocks = (count + Int(TESSERA_BLOCK_ROWS) - 1) / Int(TESSERA_BLOCK_ROWS)
    byPosition = memory.fill(blocks * Int(TESSERA_BLOCK_ROWS), with: -1)
    common = memory.fill(blocks, with: -1)
  }

  func cValue(_ labels: UnsafeMutablePointer<Int32>) -> tessera_block_labels {
    tessera_block_labels(by_row: labels, by_position: byPosition, common: common)
  }
}

/// How many rows no box decided, how often they were compared with candidates, how many of them D decided, and how many
/// rows changed their label.
public struct BlockWork: Sendable, Equatable {
  public var rows = 0
  public var candidates = 0
  public var open = 0
  public var moved = 0

  public init() {}

  init(_ work: tessera_block_work) {
    rows = work.rows
    candidates = work.candidates
    open = work.open
    moved = work.moved
  }

  public static func += (left: inout Self, right: Self) {
    left.rows += right.rows
    left.candidates += right.candidates
    left.open += right.open
    left.moved += right.moved
  }
}

extension Kernels {
  /// Brings the labels of one group of `blocks` to the nearest centroid by D, ties to the lowest index.
  ///
  /// - Parameters:
  ///   - centroids: the same as `exact`, relative to the shift of `blocks`.
  ///   - labels: by row; `blockLabels` holds the same by position.
  ///   - scratch: ``blockScratchBytes(count:dimensions:)``.
  ///   - moves: room for ``RowBlocks/groupRows``; gets the rows that changed their label.
  public func blocks<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, group: Int, of blocks: RowBlocks,
    centroids: BlockCentroids.View, exact: ExactCentroids, labels: UnsafeMutablePointer<Int32>,
    blockLabels: BlockLabels, scratch: UnsafeMutableRawPointer, moves: UnsafeMutablePointer<RowMove>
  ) -> BlockWork {
    var (blocksView, centroidView) = (blocks.cValue, centroids.cValue)
    var (exactView, labelView) = (exact.cValue, blockLabels.cValue(labels))
    var work = tessera_block_work()
    moves.withMemoryRebound(to: tessera_move.self, capacity: RowBlocks.groupRows) { moves in
      Scalar.rowKernels(of: self).pointee.blocks(
        points, rowStride, &blocksView, &centroidView, &exactView, group, &labelView, scratch, moves, &work)
    }
    return BlockWork(work)
  }

  /// What `assign` needs for so many centroids.
  public func blockScratchBytes(count: Int, dimensions: Int) -> Int {
    table.pointee.common.block_scratch_bytes(count, dimensions)
  }
}
