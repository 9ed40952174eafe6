/// Which arithmetic an assignment tries first. Every path gives the same labels: it only proves, and what it cannot prove is
/// decided by the canonical distance.
public enum AssignmentPath: String, CaseIterable, Sendable {
  /// The canonical distance to all centroids.
  case float64
  /// Scores in Float: rows in lanes in few dimensions, tiles of rows and centroids in many.
  case float32
  /// Sixteen-bit codes of rows and centroids, where the instruction set multiplies them fast (AVX2, AVX-512).
  case int16
  /// Eight-bit copies of rows and centroids, where the instruction set multiplies them (AVX-512 with VNNI).
  case int8
}

/// The kernels behind a path.
enum EnginePath {
  /// D of all centroids.
  case exact
  /// Float scores, rows in lanes.
  case lanes
  /// The same of neighbouring rows together, without the centroids that none of them can be nearest to.
  case blocks
  /// Float scores, centroids in lanes.
  case tile
  /// Sixteen-bit scores, centroids in lanes.
  case short
  /// Eight-bit scores, rows in lanes.
  case narrow

  var name: AssignmentPath {
    switch self {
    case .exact: .float64
    case .lanes, .blocks, .tile: .float32
    case .short: .int16
    case .narrow: .int8
    }
  }
}
