internal import CTesseraKernels

/// What is known of each row: its label, at least the distance to that centroid, at most the distance to any other. A label
/// is proved where upper * gap < lower.
public struct RowBounds: @unchecked Sendable {
  public let labels: UnsafeMutablePointer<Int32>
  public let upper: UnsafeMutablePointer<Float>
  public let lower: UnsafeMutablePointer<Float>
  /// What separates two bounds for sure, as a factor.
  public let gap: Float

  public init(
    labels: UnsafeMutablePointer<Int32>, upper: UnsafeMutablePointer<Float>, lower: UnsafeMutablePointer<Float>,
    gap: Float
  ) {
    self.labels = labels
    self.upper = upper
    self.lower = lower
    self.gap = gap
  }

  var cValue: tessera_row_state { tessera_row_state(labels: labels, upper: upper, lower: lower, gap: gap) }
}

/// How far each centroid moved, for the kernels.
public struct DriftView: @unchecked Sendable {
  let cValue: tessera_drift

  /// - Parameters:
  ///   - distances: of each centroid.
  ///   - farthest: the centroid that moved farthest; `largest` is its drift, `secondLargest` the largest of all others.
  ///   - slow: the largest drift of a centroid that is no mover.
  public init(
    distances: UnsafePointer<Float>, farthest: Int, largest: Float, secondLargest: Float, slow: Float, hasMovers: Bool
  ) {
    cValue = tessera_drift(
      distances: distances, farthest: Int32(farthest), largest: largest, second_largest: secondLargest, slow: slow,
      has_movers: hasMovers)
  }
}

/// How many rows of a chunk were proved without a distance, are to be looked at, and are challenged by movers only.
public struct RowSelection: Sendable, Equatable {
  public var certified: Int
  public var rows: Int
  public var challenged: Int

  public init(certified: Int, rows: Int, challenged: Int) {
    self.certified = certified
    self.rows = rows
    self.challenged = challenged
  }
}

/// A row that changes its cluster; a negative source is none.
public struct RowMove: Sendable, Equatable, BitwiseCopyable {
  public var row: Int32
  public var source: Int32
  public var target: Int32

  public init(row: Int32, source: Int32, target: Int32) {
    self.row = row
    self.source = source
    self.target = target
  }
}

extension Kernels {
  /// Loosens the bounds of `rows` by a drift and lists those whose label they no longer prove: in `challenged` where only
  /// movers can have come nearer than the own centroid, else in `open`.
  ///
  /// - Parameters:
  ///   - tightens: whether D to the own centroid is tried first.
  ///   - scratch: 16 bytes per row and 128 more.
  ///   - open: room for one more than `rows`; `challenged` likewise.
  public func select<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, state: RowBounds, drift: DriftView, centroids: ExactCentroids,
    rows: Range<Int>, tightens: Bool = true, scratch: UnsafeMutableRawPointer, open: UnsafeMutablePointer<Int32>,
    challenged: UnsafeMutablePointer<Int32>
  ) -> RowSelection {
    var (stateView, driftView, exactView) = (state.cValue, drift.cValue, centroids.cValue)
    let selection = Scalar.rowKernels(of: self).pointee.select(
      points, rowStride, &stateView, &driftView, &exactView, rows.lowerBound, rows.count, tightens, scratch, open,
      challenged)
    return RowSelection(certified: selection.certified, rows: selection.rows, challenged: selection.challenged)
  }

  /// Takes over what was found for `rows`; `moves`, with room for one more, gets those that changed their label. Returns how
  /// many.
  public func record(
    _ found: FoundRows, rows: UnsafePointer<Int32>, count: Int, in state: RowBounds,
    moves: UnsafeMutablePointer<RowMove>
  ) -> Int {
    var view = state.cValue
    return moves.withMemoryRebound(to: tessera_move.self, capacity: count + 1) { moves in
      table.pointee.common.record(&view, rows, count, found.labels, found.upper, found.lower, moves)
    }
  }
}
