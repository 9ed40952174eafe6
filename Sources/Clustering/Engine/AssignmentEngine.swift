internal import Matrices
internal import TesseraKernels

/// Assigns rows to their nearest centroids, exactly, and computes as few distances as it can prove enough.
///
/// Every label is argmin over centroids of the canonical distance D, ties to the lowest index. A row goes through up to
/// four stages; whatever the first three cannot *prove* is decided by D:
/// 1. the region: bounds on the distance to the own and to the second nearest centroid, loosened by the drift since
///    they were set, show that no other centroid can have come nearer (Hamerly 2010, DOI 10.1137/1.9781611972801.12);
/// 2. the movers, or groups: where only the few centroids that moved farthest can have come nearer, only they are looked
///    at (eight bits); or only the groups of centroids whose own bound does not rule them out (``CentroidGroups``);
/// 3. scores in eight bits, sixteen bits or Float (``EnginePath``), whose error is bounded (``ErrorBounds``), leave one
///    candidate; in many dimensions sketches of rows and centroids say first which scores are worth it (``SketchedRows``);
/// 4. D of the candidates that are left.
///
/// In few dimensions neighbouring rows go through 3 and 4 together (``RowBlocks``), and there are no bounds.
///
/// - Complexity: O(rows * centroids * dimensions) for the first assignment, O(rows) plus the rows that lost their
///   certificate for later ones. Memory: 12 bytes per row beside ``PreparedCentroids``, ``NarrowRows`` and ``GroupBounds``,
///   or 8 beside ``RowBlocks``.
final class AssignmentEngine<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let kernels: Kernels
  let parallel: ParallelRows
  let bounds: ErrorBounds
  /// The path that the next assignment takes, and that the last one took.
  private(set) var path: EnginePath {
    // What the new path reads has not been made.
    didSet { if path != oldValue { isPacked = false } }
  }
  private(set) var lastPath: EnginePath
  private let isForced: Bool
  let isOnce: Bool
  private var isProbed = false
  let centroids: PreparedCentroids
  private(set) var labels: [Int32]
  private var blockLabels: BlockLabels?
  /// nil where there are none.
  private(set) var keptBounds: KeptBounds?
  private(set) var drift: CentroidDrift?
  /// Bounds of groups of centroids, where the path has them.
  private var groups: CentroidGroups?
  /// Whether there are to be any; nil for where they pay.
  private let keepsGroups: Bool?
  private var isPacked = false
  private var hasAssigned = false
  /// Whether the own distance is worth trying; one chunk in sixteen tries it anyway, to know.
  private var tightens = false
  private(set) var narrowRows: NarrowRows?
  /// What rules most centroids out before they are compared in all dimensions; nil where that does not pay.
  private(set) var sketches: SketchedRows?
  private(set) var marginSketches: SketchedRows?
  private var sketchTrials = 0
  private var areMarginsTried = false
  /// How many directions sketches have; nil for as many as pay, 0 for none.
  let forcedSketches: Int?
  let scratch: [RowScratch<Scalar>]
  /// How many rows the last assignment of all rows certified without computing a distance.
  private(set) var certified = 0
  /// How many rows it compared with centroids other than their own.
  private(set) var touched = 0
  /// Whether assignments and margins may end unfinished when the points' ``Cancellation`` asks for it.
  var mayBeGivenUp = false

  /// - Parameters:
  ///   - isOnce: whether all rows are assigned only once, so that sorting them may not pay.
  ///   - keepsBounds: whether ``lower`` is asked for, which blocks do not keep.
  ///   - forcedGroups: whether rows have bounds of groups of centroids where the path can; nil for where they pay.
  ///   - forcedSketches: how many directions sketches have on the eight-bit path; nil for where they pay.
  init(
    _ points: ScaledPoints<Scalar>, clusterCount: Int, path forced: EnginePath? = nil, isOnce: Bool = false,
    keepsBounds: Bool = false, forcedGroups: Bool? = nil, forcedSketches: Int? = nil, kernels: Kernels,
    parallel: ParallelRows
  ) {
    self.points = points
    self.kernels = kernels
    self.parallel = parallel
    let bounds = ErrorBounds(dimensions: points.dimensions)
    self.bounds = bounds
    isForced = forced != nil
    keepsGroups = isOnce ? false : forcedGroups
    self.isOnce = isOnce
    self.forcedSketches = forcedSketches
    let (k, d) = (clusterCount, points.dimensions)
    let usual: EnginePath =
      keepsBounds || !points.canBeSorted
      ? .unsorted(clusterCount: k, dimensions: d, kernels: kernels)
      : .preferred(clusterCount: k, dimensions: d, rows: points.rows, isOnce: isOnce, kernels: kernels)
    path = forced ?? usual
    lastPath = path
    centroids = PreparedCentroids(
      count: clusterCount, shift: points.shift, rowReach: { points.usualReach }, bounds: bounds)
    labels = Array(repeating: -1, count: points.rows)
    scratch = (0..<parallel.threads).map { _ in
      RowScratch(
        capacity: ParallelRows.defaultChunk, dimensions: points.dimensions, clusterCount: clusterCount)
    }
  }

  /// Puts the centroids (scaled units, row-major) in place; labels stay as they are until the next assignment. Returns
  /// which centroids moved; nil for all, at the first call.
  @discardableResult
  func move(to next: UnsafeBufferPointer<Double>) -> [Bool]? {
    var moved: [Bool]?
    // Squares in Float would overflow: a solver is leaving the data behind, or on its way back.
    if path != .exact, !next.areBelow(0x1p50, in: parallel) { path = .exact }
    if let keptBounds {
      // Bounds that no assignment has loosened by the last drift are worth nothing after another.
      let areBoundsLost = drift != nil
      if areBoundsLost { keptBounds.forget(in: parallel) }
      let distances = centroids.drifts(to: next, kernels: kernels, parallel: parallel)
      let drift = CentroidDrift(distances: distances, moverCount: moverCount)
      self.drift = drift
      groups?.loosen(by: drift.distances, isReset: areBoundsLost, points, in: parallel)
    }
    if hasAssigned { moved = centroids.moved(to: next) }
    centroids.replace(next, in: parallel)
    isPacked = false
    return moved
  }

  /// Takes labels over that belong to `centroids`: for distances to them.
  func resume(_ labels: [Int32], at centroids: Matrix<Double>) {
    move(to: centroids)
    self.labels = labels
  }

  /// How many centroids count as movers.
  private var moverCount: Int { path == .narrow ? centroids.count / 8 : 0 }

  /// Begins to follow the centroids' moves where the path in use has groups.
  private func makeGroups() {
    let (k, d) = (centroids.count, points.dimensions)
    let pays = keepsGroups ?? EnginePath.groupsPay(clusterCount: k, dimensions: d)
    guard path == .short, pays, CentroidGroups.areSeveral(clusterCount: k) else {
      groups = nil
      return
    }
    if groups == nil { groups = CentroidGroups(clusterCount: k) }
  }

  /// Bounds that the assignment of all rows keeps; nil for none.
  var groupBounds: GroupBounds? { groups?.made?.bounds }

  /// Makes what the path reads; looks at a few rows first where eight bits may be too coarse.
  func prepare() {
    guard !isPacked else { return }
    pack()
    if path == .narrow, !isForced, !isProbed {
      isProbed = true
      leavePath(after: probe())
      if path != .narrow { pack() }
    }
    if path == .narrow { narrowRows = points.narrowRows(kernels, parallel) }
    isPacked = true
  }

  private func pack() {
    makeGroups()
    centroids.pack(
      for: path, groups: groups?.made?.panels, sketches: (sketches ?? marginSketches)?.directions, kernels: kernels,
      parallel: parallel)
  }

  /// Centroids of a first assignment may be rows, whose sketches leave more in question than those of means: they are looked at
  /// twice.
  private func trySketches() {
    guard path == .narrow, sketches == nil, sketchTrials < 2 else { return }
    sketchTrials += 1
    sketches = usefulSketches(forcedSketches, isSure: isOnce || drift != nil)
    if sketches != nil { pack() }
  }

  /// The same for margins.
  func tryMarginSketches() {
    guard path == .narrow, marginSketches == nil, !areMarginsTried else { return }
    areMarginsTried = true
    marginSketches = sketchesForMargins()
    if marginSketches != nil { pack() }
  }

  /// Changes to a path that would have been faster, if there is one.
  private func leavePath(after work: PathWork, spent: Double? = nil) {
    if !isForced, let better = path.successor(after: work, spent: spent, kernels: kernels) { path = better }
  }

  /// Receives rows that changed their label, from several workers at once; `index` says which part of the rows they are of.
  typealias NoteMoves = @Sendable (_ worker: Int, _ index: Int, _ moves: UnsafeBufferPointer<RowMove>) -> Void

  /// Assigns all rows to the centroids in place and passes on those that changed their label; returns how many.
  func relabel(_ note: NoteMoves) -> Int { path == .blocks ? relabelByBlocks(note) : relabelByRows(note) }

  /// The same; returns those that changed their label, in parts.
  func relabel() -> [[RowMove]] {
    let chunk = ParallelRows.defaultChunk
    var moves = [[RowMove]](repeating: [], count: (points.rows + chunk - 1) / chunk)
    moves.withUnsafeMutableBufferPointer { moves in
      nonisolated(unsafe) let moves = moves
      _ = relabel { _, index, found in moves[index].append(contentsOf: found) }
    }
    return moves
  }

  private func relabelByRows(_ note: NoteMoves) -> Int {
    hasAssigned = true
    let kept = keptBounds ?? KeptBounds(rows: points.rows)
    keptBounds = kept
    let movers = drift.flatMap { drift in
      drift.movers.isEmpty ? nil : centroids.narrow(drift.movers, kernels: kernels, parallel: parallel)
    }
    prepare()
    trySketches()
    let parts = with(kept) { state in
      nonisolated(unsafe) let engine = self
      // Rows that visit groups have their own distance from the codes.
      let (mayTighten, tightens) = (groupBounds == nil, tightens)
      return parallel.mapChunks(of: points.rows, chunk: ParallelRows.defaultChunk) { worker, index, rows in
        if engine.isGivenUp { return AssignedPart() }
        return engine.relabelChunk(
          rows, state, movers, tightens: mayTighten && (tightens || index & 15 == 0), engine.scratch[worker]
        ) {
          note(worker, index, $0)
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
    if touched > 0 {
      let work = PathWork(
        rows: touched, open: parts.reduce(into: NarrowWork()) { $0 += $1.work }, clusterCount: centroids.count,
        dimensions: points.dimensions)
      let directions = sketches?.directions.count
      leavePath(after: work, spent: directions.map(work.sketchCost))
      if let directions, forcedSketches == nil, work.sketchSaving(directions, rows: touched) <= 0 {
        // Once and for all: from now on fewer and fewer rows are looked at.
        (sketches, sketchTrials) = (nil, 2)
      }
    }
    drift = nil
    return parts.reduce(0) { $0 + $1.moved }
  }

  /// The same by blocks of neighbouring rows, without bounds; returns how many rows changed their label.
  private func relabelByBlocks(_ note: NoteMoves) -> Int {
    hasAssigned = true
    centroids.packBlocks()
    let blocks = points.rowBlocks(kernels, parallel)
    let blockLabels = blockLabels ?? BlockLabels(rows: points.rows)
    self.blockLabels = blockLabels
    let work = compareBlocks(blocks, blockLabels, &labels, note)
    certified = points.rows - work.rows
    touched = work.rows
    lastPath = path
    let isTooWide = EnginePath.blocksAreTooWide(
      work, rows: points.rows, clusterCount: centroids.count, dimensions: points.dimensions)
    if !isForced, isTooWide {
      path = .unsorted(clusterCount: centroids.count, dimensions: points.dimensions, kernels: kernels)
    }
    return work.moved
  }

  /// Calls `body` with labels and bounds, to be changed.
  func with<Result>(_ kept: KeptBounds, _ body: (RowBounds) -> Result) -> Result {
    let gap = bounds.gap
    return labels.withUnsafeMutableBufferPointer { labels in
      body(RowBounds(labels: labels.baseAddress!, upper: kept.upper, lower: kept.lower, gap: gap))
    }
  }
}
