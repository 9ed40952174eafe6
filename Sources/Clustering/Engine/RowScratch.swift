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
  private var filter: UnsafeMutableRawPointer?
  private var blocks: UnsafeMutableRawPointer?

  /// - Parameter capacity: the most rows of a chunk, a multiple of 64.
  init(capacity: Int, dimensions: Int, clusterCount: Int) {
    rows = .allocate(capacity: capacity + 1)
    challenged = .allocate(capacity: capacity + 1)
    moves = .allocate(capacity: capacity + 1)
    found = FoundRows(
      labels: .allocate(capacity: capacity), upper: .allocate(capacity: capacity), lower: .allocate(capacity: capacity))
    first = .allocate(capacity: 2 * capacity + 16)
    second = .allocate(capacity: capacity)
    open = .allocate(capacity: capacity + 1)
    tile = TileScratch(dimensions: dimensions, clusterCount: clusterCount)
  }

  /// What the kernels of the filters need.
  func filterScratch(_ kernels: Kernels, clusterCount k: Int, dimensions d: Int) -> UnsafeMutableRawPointer {
    if let filter { return filter }
    let bytes = max(
      kernels.narrowScratchBytes(count: k, dimensions: d), kernels.shortScratchBytes(count: k, dimensions: d))
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    filter = memory
    return memory
  }

  func blockScratch(_ kernels: Kernels, clusterCount: Int, dimensions: Int) -> UnsafeMutableRawPointer {
    if let blocks { return blocks }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.blockScratchBytes(count: clusterCount, dimensions: dimensions), alignment: 64)
    blocks = memory
    return memory
  }

  deinit {
    blocks?.deallocate()
    rows.deallocate()
    challenged.deallocate()
    moves.deallocate()
    found.labels.deallocate()
    found.upper.deallocate()
    found.lower.deallocate()
    first.deallocate()
    second.deallocate()
    open.deallocate()
    filter?.deallocate()
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

  init(dimensions: Int, clusterCount: Int) {
    blockRows = max(12, min(240, 32768 / dimensions / 12 * 12))
    squaredNorms = .allocate(capacity: blockRows)
    packed = .allocate(capacity: blockRows * dimensions)
    labels = .allocate(capacity: blockRows)
    firstScores = .allocate(capacity: blockRows)
    secondScores = .allocate(capacity: blockRows)
    candidates = .allocate(capacity: clusterCount)
    distances = .allocate(capacity: clusterCount)
  }

  deinit {
    squaredNorms.deallocate()
    packed.deallocate()
    labels.deallocate()
    firstScores.deallocate()
    secondScores.deallocate()
    candidates.deallocate()
    distances.deallocate()
  }
}
