internal import Matrices
internal import TesseraKernels

/// Assigns rows to their nearest centroids, exactly, and computes as few distances as it can prove enough.
///
/// Every label is argmin over centroids of the canonical distance D, ties to the lowest index. A row goes through up to
/// four stages; whatever the first three cannot *prove* is decided by D:
/// 1. the region: bounds on the distance to the own and to the second nearest centroid, loosened by the drift since
///    they were set, show that no other centroid can have come nearer (Hamerly 2010, DOI 10.1137/1.9781611972801.12);
/// 2. the movers: where only the few centroids that moved farthest can have come nearer, only they are looked at;
/// 3. scores in eight bits or Float (``EnginePath``), whose error is bounded (``ErrorBounds``), leave one candidate;
/// 4. D of the candidates that are left.
///
/// In few dimensions neighbouring rows go through 3 and 4 together (``RowBlocks``), and there are no bounds.
///
/// - Complexity: O(rows * centroids * dimensions) for the first assignment, O(rows) plus the rows that lost their
///   certificate for later ones. Memory: 12 bytes per row beside ``PreparedCentroids`` and ``NarrowRows``, or 8 beside
///   ``RowBlocks``.
final class AssignmentEngine<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let kernels: Kernels
  let parallel: ParallelRows
  let bounds: ErrorBounds
  /// The path that the next assignment takes, and that the last one took.
  private(set) var path: EnginePath
  private(set) var lastPath: EnginePath
  let isForced: Bool
  private var isProbed = false
  private(set) var centroids: PreparedCentroids
  private(set) var labels: [Int32]
  private var blockLabels: BlockLabels?
  /// Per row, an upper bound of the distance to the own centroid and a lower bound of that to any other.
  private var upper: [Float] = []
  private var lower: [Float] = []
  private var drift: CentroidDrift?
  private var isPacked = false
  private var hasAssigned = false
  /// Whether the own distance is worth trying; one chunk in sixteen tries it anyway, to know.
  private var tightens = true
  private(set) var narrowRows: NarrowRows?
  let scratch: [RowScratch<Scalar>]
  /// How many rows the last assignment of all rows certified without computing a distance.
  private(set) var certified = 0
  /// How many rows it compared with centroids other than their own.
  private(set) var touched = 0

  /// - Parameter isOnce: whether all rows are assigned only once, so that sorting them may not pay.
  init(
    _ points: ScaledPoints<Scalar>, clusterCount: Int, path forced: EnginePath? = nil, isOnce: Bool = false,
    kernels: Kernels, parallel: ParallelRows
  ) {
    self.points = points
    self.kernels = kernels
    self.parallel = parallel
    let bounds = ErrorBounds(dimensions: points.dimensions)
    self.bounds = bounds
    isForced = forced != nil
    path =
      forced
      ?? .preferred(
        clusterCount: clusterCount, dimensions: points.dimensions, rows: points.rows, isOnce: isOnce, kernels: kernels)
    lastPath = path
    centroids = PreparedCentroids(count: clusterCount, shift: points.shift, bounds: bounds)
    labels = Array(repeating: -1, count: points.rows)
    scratch = (0..<parallel.threads).map { _ in
      RowScratch(
        capacity: ParallelRows.defaultChunk, dimensions: points.dimensions, clusterCount: clusterCount)
    }
  }

  /// Puts the centroids (scaled units, row-major) in place; labels stay as they are until the next assignment. Returns
  /// which centroids moved; nil for all, at the first call.
  @discardableResult
  func move(to next: [Double]) -> [Bool]? {
    var moved: [Bool]?
    // Squares in Float would overflow: a solver is leaving the data behind, or on its way back.
    if path != .exact, !next.allSatisfy({ $0.magnitude < 0x1p50 }) { path = .exact }
    if !upper.isEmpty {
      // Bounds that no assignment has loosened by the last drift are worth nothing after another.
      if drift != nil { forgetBounds() }
      let distances = centroids.drifts(to: next, kernels: kernels, parallel: parallel)
      drift = CentroidDrift(distances: distances, moverCount: path == .narrow ? centroids.count / 8 : 0)
    }
    if hasAssigned { moved = centroids.moved(to: next) }
    centroids.replace(next)
    isPacked = false
    return moved
  }

  private func forgetBounds() {
    upper = Array(repeating: .infinity, count: points.rows)
    lower = Array(repeating: 0, count: points.rows)
  }

  /// Makes what the path reads; looks at a few rows first where eight bits may be too coarse.
  func prepare() {
    guard !isPacked else { return }
    isPacked = true
    if path == .narrow { narrowRows = points.narrowRows(kernels, parallel) }
    if path == .narrow, !isForced, !isProbed {
      isProbed = true
      centroids.pack(for: .narrow, kernels: kernels, parallel: parallel)
      let sample = min(points.rows, 512)
      let rows = (0..<sample).map { Int32($0 * points.rows / sample) }
      let work = rows.withUnsafeBufferPointer { resolve($0, scratch: scratch[0]) }
      if isTooCoarse(work, rows: sample) { path = .float32(centroids.count, points.dimensions) }
      if path == .narrow { return }
    }
    centroids.pack(for: path, kernels: kernels, parallel: parallel)
  }

  private func isTooCoarse(_ work: NarrowWork, rows: Int) -> Bool {
    EnginePath.narrowIsTooCoarse(work, rows: rows, clusterCount: centroids.count, dimensions: points.dimensions)
  }

  /// Assigns all rows to the centroids in place and returns those that changed their label, by row, in parts.
  func assignAll() -> [[RowMove]] {
    if path == .blocks { return assignBlocks() }
    hasAssigned = true
    if upper.isEmpty { forgetBounds() }
    let movers = drift.flatMap { drift in
      drift.movers.isEmpty ? nil : centroids.narrowed(drift.movers, kernels: kernels, parallel: parallel)
    }
    prepare()
    let chunk = ParallelRows.defaultChunk
    var parts = Array(repeating: AssignedPart(), count: (points.rows + chunk - 1) / chunk)
    withBounds { state in
      parts.withUnsafeMutableBufferPointer { parts in
        nonisolated(unsafe) let parts = parts
        nonisolated(unsafe) let engine = self
        let tightens = tightens
        parallel.forEachChunk(of: points.rows, chunk: chunk) { worker, index, rows in
          parts[index] = engine.assign(
            rows, state, movers, tightens: tightens || index & 15 == 0, engine.scratch[worker])
        }
      }
    }
    certified = parts.reduce(0) { $0 + $1.certified }
    touched = parts.reduce(0) { $0 + $1.touched }
    lastPath = path
    let tightened = parts.reduce(0) { $0 + $1.tightened }
    if tightened > 0 {
      let share = Double(parts.reduce(0) { $0 + $1.saved }) / Double(tightened)
      tightens = path.tighteningPays(share: share, clusterCount: centroids.count, dimensions: points.dimensions)
    }
    if path == .narrow, !isForced, touched > 0 {
      let work = parts.reduce(into: NarrowWork()) { $0 += $1.work }
      if isTooCoarse(work, rows: touched) { path = .float32(centroids.count, points.dimensions) }
    }
    drift = nil
    return parts.map(\.moves)
  }

  /// The same by blocks of neighbouring rows, without bounds; returns how many rows changed their label.
  func assignBlocks(_ note: @Sendable (_ worker: Int, _ moves: UnsafeBufferPointer<RowMove>) -> Void) -> Int {
    hasAssigned = true
    centroids.packBlocks()
    let blocks = points.rowBlocks(kernels, parallel)
    let blockLabels = blockLabels ?? BlockLabels(rows: points.rows)
    self.blockLabels = blockLabels
    let work = assign(blocks, blockLabels, &labels, note)
    certified = points.rows - work.rows
    touched = work.rows
    lastPath = path
    let isTooWide = EnginePath.blocksAreTooWide(
      work, rows: points.rows, clusterCount: centroids.count, dimensions: points.dimensions)
    if !isForced, isTooWide { path = .lanes }
    return work.moved
  }

  private func assignBlocks() -> [[RowMove]] {
    var moves = [[RowMove]](repeating: [], count: parallel.threads)
    moves.withUnsafeMutableBufferPointer { moves in
      nonisolated(unsafe) let moves = moves
      _ = assignBlocks { worker, found in moves[worker].append(contentsOf: found) }
    }
    return moves
  }

  /// One chunk: what the bounds leave, the movers, all centroids.
  private func assign(
    _ rows: Range<Int>, _ state: RowBounds, _ movers: NarrowCentroids?, tightens: Bool,
    _ scratch: RowScratch<Scalar>
  ) -> AssignedPart {
    var part = AssignedPart()
    let selection = select(rows, state, tightens: tightens, scratch)
    part.certified = selection.certified
    if tightens, drift != nil {
      part.tightened = rows.count - selection.certified
      part.saved = part.tightened - selection.rows
    }
    if let movers, selection.challenged > 0 {
      let challenged = UnsafeBufferPointer(start: scratch.challenged, count: selection.challenged)
      for (position, row) in challenged.enumerated() {
        scratch.found.labels[position] = state.labels[Int(row)]
        scratch.found.upper[position] = state.upper[Int(row)]
        scratch.found.lower[position] = state.lower[Int(row)]
      }
      challenge(challenged, by: movers, scratch: scratch)
      record(challenged, state, scratch, in: &part)
    }
    if selection.rows > 0 {
      let open = UnsafeBufferPointer(start: scratch.rows, count: selection.rows)
      part.work = resolve(open, scratch: scratch)
      part.touched = open.count
      record(open, state, scratch, in: &part)
    }
    return part
  }

  private func select(
    _ rows: Range<Int>, _ state: RowBounds, tightens: Bool, _ scratch: RowScratch<Scalar>
  ) -> RowSelection {
    guard let drift else {
      for (position, row) in rows.enumerated() { scratch.rows[position] = Int32(row) }
      return RowSelection(certified: 0, rows: rows.count, challenged: 0)
    }
    return points.matrix.withUnsafeElements { elements in
      drift.withView { drift in
        centroids.withExact { exact in
          kernels.select(
            elements.baseAddress!, rowStride: points.dimensions, state: state, drift: drift, centroids: exact,
            rows: rows, tightens: tightens, scratch: scratch.first, open: scratch.rows, challenged: scratch.challenged)
        }
      }
    }
  }

  private func record(
    _ rows: UnsafeBufferPointer<Int32>, _ state: RowBounds, _ scratch: RowScratch<Scalar>, in part: inout AssignedPart
  ) {
    let count = kernels.record(
      scratch.found, rows: rows.baseAddress!, count: rows.count, in: state, moves: scratch.moves)
    part.moves.append(contentsOf: UnsafeBufferPointer(start: scratch.moves, count: count))
  }

  private func withBounds(_ body: (RowBounds) -> Void) {
    let gap = bounds.gap
    labels.withUnsafeMutableBufferPointer { labels in
      upper.withUnsafeMutableBufferPointer { upper in
        lower.withUnsafeMutableBufferPointer { lower in
          body(
            RowBounds(
              labels: labels.baseAddress!, upper: upper.baseAddress!, lower: lower.baseAddress!, gap: gap))
        }
      }
    }
  }
}
