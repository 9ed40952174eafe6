internal import TesseraKernels

/// One worker's memory for resolving rows: reused for every chunk, used by one thread at a time.
final class RowScratch<Scalar: KernelScalar>: @unchecked Sendable {
  /// The rows to look at in full, and those that only movers can win.
  let rows: UnsafeMutablePointer<Int32>
  let challenged: UnsafeMutablePointer<Int32>
  let moves: UnsafeMutablePointer<RowMove>
  /// By position in a list of rows.
  let found: FoundRows
  let first: UnsafeMutablePointer<Double>
  let second: UnsafeMutablePointer<Double>
  let open: UnsafeMutablePointer<Int32>
  let tile: TileScratch
  private var memory = OwnedMemory()
  private var filter: UnsafeMutableRawPointer?
  private var blocks: UnsafeMutableRawPointer?

  /// - Parameter capacity: the most rows of a chunk, a multiple of 64.
  init(capacity: Int, dimensions: Int, clusterCount: Int) {
    rows = memory.room(capacity + 1)
    challenged = memory.room(capacity + 1)
    moves = memory.room(capacity + 1)
    found = FoundRows(
      labels: memory.room(capacity), upper: memory.room(capacity), lower: memory.room(capacity))
    first = memory.room(2 * capacity + 16)
    second = memory.room(capacity)
    open = memory.room(capacity + 1)
    tile = TileScratch(dimensions: dimensions, clusterCount: clusterCount)
  }

  /// What the kernels of the filters need.
  func filterScratch(_ kernels: Kernels, clusterCount k: Int, dimensions d: Int) -> UnsafeMutableRawPointer {
    if let filter { return filter }
    let bytes = max(
      kernels.narrowScratchBytes(count: k, dimensions: d), kernels.shortScratchBytes(count: k, dimensions: d))
    let filter = memory.bytes(bytes)
    self.filter = filter
    return filter
  }

  func blockScratch(_ kernels: Kernels, clusterCount: Int, dimensions: Int) -> UnsafeMutableRawPointer {
    if let blocks { return blocks }
    let blocks = memory.bytes(kernels.blockScratchBytes(count: clusterCount, dimensions: dimensions))
    self.blocks = blocks
    return blocks
  }
}

/// Memory of the tile path.
final class TileScratch: @unchecked Sendable {
  /// Rows per kernel call: as many as leave the packed block in the second-level cache.
  let blockRows: Int
  let squaredNorms: UnsafeMutablePointer<Double>
  let packed: UnsafeMutablePointer<Float>
  let labels: UnsafeMutablePointer<Int32>
  let firstScores: UnsafeMutablePointer<Float>
  let secondScores: UnsafeMutablePointer<Float>
  let candidates: UnsafeMutablePointer<Int32>
  let distances: UnsafeMutablePointer<Double>
  private var memory = OwnedMemory()

  init(dimensions: Int, clusterCount: Int) {
    blockRows = max(12, min(240, 32768 / dimensions / 12 * 12))
    squaredNorms = memory.room(blockRows)
    packed = memory.room(blockRows * dimensions)
    labels = memory.room(blockRows)
    firstScores = memory.room(blockRows)
    secondScores = memory.room(blockRows)
    candidates = memory.room(clusterCount)
    distances = memory.room(clusterCount)
  }
}
