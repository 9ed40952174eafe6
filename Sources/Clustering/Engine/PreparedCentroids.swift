internal import TesseraKernels

/// Centroids in scaled units, with the packed copy that the path in use reads.
///
/// Memory per element: 8 bytes for the centroids and, by path, 8 (exact), 4 (lanes, tile) or 2 (short, narrow).
final class PreparedCentroids {
  let count: Int
  let dimensions: Int
  let shift: [Double]
  private let bounds: ErrorBounds
  /// Row-major, [count][dimensions].
  private(set) var elements: [Double]
  private(set) var panels: [Double] = []
  private(set) var filterPanels: [Float] = []
  private(set) var halfNorms: [Float] = []
  private(set) var lanes: LaneCentroids
  private(set) var short: ShortCentroids
  private(set) var blocks: BlockCentroids
  private(set) var narrow: NarrowCentroids
  private(set) var sketched: SketchedCentroids?
  private let rowReach: () -> Double
  /// The largest distance of a centroid from the shift, rounded up.
  private(set) var reach = 0.0

  /// - Parameter rowReach: about the largest distance of a row from the shift; asked for where codes need it.
  init(count: Int, shift: [Double], rowReach: @escaping () -> Double, bounds: ErrorBounds) {
    self.count = count
    self.shift = shift
    self.bounds = bounds
    dimensions = shift.count
    elements = Array(repeating: 0, count: count * dimensions)
    lanes = LaneCentroids(shift: shift)
    short = ShortCentroids(shift: shift)
    blocks = BlockCentroids(shift: shift)
    narrow = NarrowCentroids(shift: shift)
    self.rowReach = rowReach
  }

  /// In place: a second array of this size would be the largest part of what a step makes anew.
  func replace(_ centroids: UnsafeBufferPointer<Double>, in parallel: ParallelRows) {
    elements.withUnsafeMutableBufferPointer { elements in
      nonisolated(unsafe) let (target, source) = (elements.baseAddress!, centroids.baseAddress!)
      parallel.forEachChunk(of: elements.count, chunk: 1 << 16) { _, part in
        (target + part.lowerBound).update(from: source + part.lowerBound, count: part.count)
      }
    }
  }

  /// Brings the copy for `path` to the centroids in place.
  ///
  /// - Parameters:
  ///   - groups: where the sixteen-bit filter puts them; nil for one group.
  ///   - sketches: along what the eight-bit filter's sketches are; nil for none.
  func pack(
    for path: EnginePath, groups: PanelGroups? = nil, sketches: SketchDirections? = nil, kernels: Kernels,
    parallel: ParallelRows
  ) {
    switch path {
    case .exact: packPanels()
    case .tile: packFilter()
    case .lanes, .blocks:
      lanes.update(elements) { bounds.laneScore(reach: $0) }
      // Rows that the scores leave open see all centroids.
      packPanels()
    case .short:
      short.update(
        elements, groups: groups, rowReach: rowReach(), kernels: kernels, parallel: parallel, error: bounds.shortReach)
    case .narrow:
      packNarrow(&narrow, nil, keepsCodes: sketches != nil, kernels, parallel)
      sketched = sketches.map { sketched(along: $0, kernels: kernels, parallel: parallel) }
    }
  }

  /// The eight-bit copy with its codes row by row, which sketches ask for.
  func packCodes(kernels: Kernels, parallel: ParallelRows) {
    packNarrow(&narrow, nil, keepsCodes: true, kernels, parallel)
  }

  /// Their sketches.
  func sketched(
    along directions: SketchDirections, kernels: Kernels, parallel: ParallelRows
  ) -> SketchedCentroids {
    let bounds = ErrorBounds(dimensions: directions.count + 1)
    var made = SketchedCentroids(directions: directions)
    made.update(elements, along: directions, shift: shift, kernels: kernels, parallel: parallel) {
      bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2)
    }
    return made
  }

  /// Brings the copy that rows in blocks are compared with to the centroids in place; ``pack(for:kernels:parallel:)`` makes
  /// the one for rows by themselves.
  func packBlocks() { blocks.update(elements) { bounds.laneScore(reach: $0) } }

  /// An eight-bit copy of the centroids `ids` alone.
  func narrow(_ ids: [Int32], kernels: Kernels, parallel: ParallelRows) -> NarrowCentroids {
    var some = NarrowCentroids(shift: shift)
    packNarrow(&some, ids, kernels, parallel)
    return some
  }

  private func packNarrow(
    _ target: inout NarrowCentroids, _ ids: [Int32]?, keepsCodes: Bool = false, _ kernels: Kernels,
    _ parallel: ParallelRows
  ) {
    target.update(elements, ids: ids, keepsCodes: keepsCodes, kernels: kernels, parallel: parallel) {
      bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2)
    }
  }

  private func packPanels() {
    if panels.isEmpty {
      panels = Array(repeating: 0, count: PackedCentroids.panelElements(count: count, dimensions: dimensions))
    }
    PackedCentroids.pack(elements, count: count, dimensions: dimensions, into: &panels)
  }

  private func packFilter() {
    if filterPanels.isEmpty {
      let padded = PackedCentroids.paddedFilterCount(count)
      filterPanels = Array(repeating: 0, count: padded * dimensions)
      halfNorms = Array(repeating: .infinity, count: padded)
    }
    reach = PackedCentroids.packFilter(
      elements, count: count, dimensions: dimensions, shift: shift, into: &filterPanels, halfNorms: &halfNorms)
  }

  /// What the canonical distance reads.
  func withExact<Result>(_ body: (ExactCentroids) -> Result) -> Result {
    elements.withUnsafeBufferPointer { elements in
      body(
        ExactCentroids(
          elements: elements.baseAddress!, count: count, dimensions: dimensions, above: bounds.above,
          below: bounds.below))
    }
  }
}
