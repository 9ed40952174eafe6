internal import TesseraKernels

extension EnginePath {
  /// The path for a problem of this size, before the data are looked at.
  ///
  /// Measured on Zen 5 (Benchmarks/NOTES.md): rows in blocks win up to six dimensions, and up to eight for few centroids,
  /// where rows are worth sorting; below four centroids D is as fast as anything; scores in lanes win up to 24
  /// dimensions; from there on the eight-bit filter does a quarter of the work of Float where the processor has it, and
  /// tiles are the best of the others.
  static func preferred(
    clusterCount k: Int, dimensions d: Int, rows: Int, isOnce: Bool, kernels: Kernels
  ) -> EnginePath {
    if blocksPay(k, d, rows, isOnce) { return .blocks }
    if k < 4 { return .exact }
    if kernels.hasNarrowRows, d > 24, d <= 65536, k >= 12 { return .narrow }
    return float32(k, d)
  }

  /// The path that a caller forces.
  static func forced(
    _ path: AssignmentPath, clusterCount k: Int, dimensions d: Int, kernels: Kernels
  ) throws(ClusteringError) -> EnginePath {
    switch path {
    case .float64: return .exact
    case .float32: return d <= RowBlocks.mostDimensions ? .blocks : float32(k, d)
    case .int8:
      guard kernels.hasNarrowRows, d <= 65536 else { throw .pathNotAvailable(path) }
      return .narrow
    }
  }

  private static func blocksPay(_ k: Int, _ d: Int, _ rows: Int, _ isOnce: Bool) -> Bool {
    guard rows >= 4096, k >= 2, d <= RowBlocks.mostDimensions else { return false }
    return isOnce ? d <= 4 && k >= 512 : d <= 6 || k < 16
  }

  static func float32(_ k: Int, _ d: Int) -> EnginePath {
    d <= 40 || (k < 16 && d <= LaneCentroids.mostDimensions) ? .lanes : .tile
  }

  /// Whether the eight-bit filter left so much open that Float would have been faster: both in instructions per row.
  static func narrowIsTooCoarse(_ work: NarrowWork, rows: Int, clusterCount k: Int, dimensions d: Int) -> Bool {
    let (rows, k, d) = (Double(rows), Double(k), Double(d))
    let open = Double(work.rows) * 60 + Double(work.candidates) * (d * 0.4 + 10)
    let narrow = rows * k * (d / 4 + 9) / 16 + open
    let tile = rows * (k * (d + 5) / 16 + 150 + 2 * d)
    return narrow > tile
  }

  /// Whether boxes left so many candidates that looking at all centroids, less often, would be faster: in instructions per
  /// sixteen rows, of which bounds spare lanes about two thirds.
  static func blocksAreTooWide(_ work: BlockWork, rows: Int, clusterCount k: Int, dimensions d: Int) -> Bool {
    Double(work.candidates * (d + 6)) > 0.35 * Double(rows) * Double(k * (d + 5) + 720)
  }

  /// Whether computing the own distance of a row pays where it saves this share of rows from being looked at: in
  /// instructions per row.
  func tighteningPays(share: Double, clusterCount k: Int, dimensions d: Int) -> Bool {
    let (k, d) = (Double(k), Double(d))
    let own = 20 + d * 0.6
    let full =
      switch self {
      case .exact: k * (d + 5) / 8 + 30
      case .lanes, .blocks: k * (d + 5) / 16 + 20
      case .tile: k * (d + 5) / 16 + 150 + 2 * d
      case .narrow: k * (d / 4 + 9) / 16 + 50
      }
    return share * full > own
  }
}
