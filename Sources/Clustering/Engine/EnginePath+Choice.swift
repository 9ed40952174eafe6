internal import TesseraKernels

extension EnginePath {
  /// The path for a problem of this size, before the data are looked at: rows in blocks up to six dimensions, and up to eight
  /// for few centroids, where rows are worth sorting; else ``unsorted(clusterCount:dimensions:kernels:)``.
  ///
  /// - Parameter isOnce: whether there is one assignment only.
  static func preferred(
    clusterCount k: Int, dimensions d: Int, rows: Int, isOnce: Bool, kernels: Kernels
  ) -> EnginePath {
    blocksPay(k, d, rows, isOnce) ? .blocks : unsorted(clusterCount: k, dimensions: d, kernels: kernels)
  }

  /// The path for rows in any order: below four centroids D is as fast as anything, then the one of the least
  /// ``cost(clusterCount:dimensions:)``, where data are expected that leave eight bits a seventh of the rows, with two
  /// candidates each.
  static func unsorted(clusterCount k: Int, dimensions d: Int, kernels: Kernels) -> EnginePath {
    if k < 4 { return .exact }
    let usual = PathWork(rows: 7, open: NarrowWork(rows: 1, candidates: 2), clusterCount: k, dimensions: d)
    var best = float32(k, d)
    var cost = best.cost(clusterCount: k, dimensions: d)
    if canBeShort(k, d, kernels), usual.cost(.short, isOpen: false) < cost {
      best = .short
      cost = usual.cost(.short, isOpen: false)
    }
    if canBeNarrow(d, kernels), k >= 12, usual.cost(.narrow) < cost { best = .narrow }
    return best
  }

  /// The path that a caller forces.
  ///
  /// - Parameter isUnsorted: whether rows cannot be in blocks: where their bounds are asked for, or they are in several parts.
  static func forced(
    _ path: AssignmentPath, clusterCount k: Int, dimensions d: Int, isUnsorted: Bool, kernels: Kernels
  ) throws(ClusteringError) -> EnginePath {
    switch path {
    case .float64: return .exact
    case .float32: return d <= RowBlocks.mostDimensions && !isUnsorted ? .blocks : float32(k, d)
    case .int16:
      guard canBeShort(k, d, kernels) else { throw .pathNotAvailable(path) }
      return .short
    case .int8:
      guard canBeNarrow(d, kernels) else { throw .pathNotAvailable(path) }
      return .narrow
    }
  }

  private static func canBeNarrow(_ d: Int, _ kernels: Kernels) -> Bool { kernels.hasNarrowRows && d <= 65536 }

  /// The index of a centroid shares 32 bits with its score.
  private static func canBeShort(_ k: Int, _ d: Int, _ kernels: Kernels) -> Bool {
    kernels.hasShortCentroids && d <= 65536 && k <= 32768
  }

  private static func blocksPay(_ k: Int, _ d: Int, _ rows: Int, _ isOnce: Bool) -> Bool {
    guard rows >= 4096, k >= 2, d <= RowBlocks.mostDimensions else { return false }
    return isOnce ? d <= 4 && k >= 512 : d <= 6 || k < 16
  }

  static func float32(_ k: Int, _ d: Int) -> EnginePath {
    d <= 40 || (k < 16 && d <= LaneCentroids.mostDimensions) ? .lanes : .tile
  }

  /// Another path that would have been faster than this one, which left so much open; nil where there is none.
  ///
  /// - Parameter spent: nanoseconds per row; nil for what this path costs by itself.
  func successor(after work: PathWork, spent: Double? = nil, kernels: Kernels) -> EnginePath? {
    let (k, d) = (work.clusterCount, work.dimensions)
    let others: [EnginePath] =
      switch self {
      case .narrow: Self.canBeShort(k, d, kernels) ? [.short, Self.float32(k, d)] : [Self.float32(k, d)]
      case .short: [Self.float32(k, d)]
      case .exact, .lanes, .blocks, .tile: []
      }
    let best = others.min { work.cost($0, isOpen: false) < work.cost($1, isOpen: false) }
    return best.flatMap { work.cost($0, isOpen: false) < spent ?? work.cost(self) ? $0 : nil }
  }

  /// Whether boxes left so many candidates that looking at all centroids, less often, would be faster: in instructions per
  /// sixteen rows, of which bounds spare lanes about two thirds.
  static func blocksAreTooWide(_ work: BlockWork, rows: Int, clusterCount k: Int, dimensions d: Int) -> Bool {
    Double(work.candidates) * Double(d + 6) > 0.35 * Double(rows) * Double(k * (d + 5) + 720)
  }

  /// Whether computing the own distance of a row pays where it saves this share of rows from being looked at.
  func tighteningPays(share: Double, clusterCount k: Int, dimensions d: Int) -> Bool {
    share * cost(clusterCount: k, dimensions: d) > 2 + 0.3 * Double(d)
  }

  /// Whether bounds of groups of centroids save more than they cost on the sixteen-bit path: about 15 nanoseconds per row
  /// that looks at them, and a sixth of what the visits themselves take.
  static func groupsPay(clusterCount k: Int, dimensions d: Int) -> Bool {
    EnginePath.short.cost(clusterCount: k, dimensions: d) > 70
  }

  /// Nanoseconds per row and thread where the scores decide: fitted to measurements on Zen 5 (Benchmarks/NOTES.md).
  /// Only the ratios matter.
  func cost(clusterCount: Int, dimensions: Int) -> Double {
    let (k, d) = (Double(clusterCount), Double(dimensions))
    return switch self {
    case .exact: 0.03 * k * (d + 5)
    case .lanes, .blocks: 0.011 * k * (d + 5)
    case .tile: 0.007 * k * d + 0.02 * k + 0.5 * d + 30
    case .short: 0.0038 * k * d + 0.03 * k + 0.12 * d + 2
    case .narrow: 0.0019 * k * d + 0.05 * k + 0.2 * d + 8
    }
  }
}

extension PathWork {
  /// Nanoseconds per row where sketches of so many directions were looked at first.
  func sketchCost(_ directions: Int) -> Double {
    let sketch = EnginePath.narrow.cost(clusterCount: clusterCount, dimensions: directions + 1)
    let perSurvivor = 4 + 0.02 * Double(dimensions)
    let decided = 40 * Double(open.rows) + (30 + 0.2 * Double(dimensions)) * Double(open.candidates)
    return sketch + 0.01 * Double(clusterCount)
      + (perSurvivor * Double(open.survivors) + decided) / Double(max(1, rows))
  }

  /// What sketches save in an assignment of so many rows, in nanoseconds of one thread, once the centroids have theirs; less than 0 where
  /// they cost.
  func sketchSaving(_ directions: Int, rows: Int) -> Double {
    let sketching = Double(clusterCount * dimensions) * (0.03 * Double(directions) + 0.5)
    return Double(rows) * (cost(.narrow) - sketchCost(directions)) - sketching
  }
}

/// How many rows an assignment compared, and what its filter left open.
struct PathWork {
  let rows: Int
  let open: NarrowWork
  let clusterCount: Int
  let dimensions: Int

  /// Nanoseconds per row.
  ///
  /// - Parameter isOpen: whether this path left open what `open` says, or next to nothing.
  func cost(_ path: EnginePath, isOpen: Bool = true) -> Double {
    let cost = path.cost(clusterCount: clusterCount, dimensions: dimensions)
    guard isOpen, rows > 0 else { return cost }
    // The sixteen-bit filter goes through open rows twice.
    let perRow = path == .short ? 20 + cost : 40
    let perCandidate = 30 + 0.2 * Double(dimensions)
    return cost + (Double(open.rows) * perRow + Double(open.candidates) * perCandidate) / Double(rows)
  }
}
