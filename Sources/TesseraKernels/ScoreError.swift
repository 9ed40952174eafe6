internal import CTesseraKernels

/// How far an approximate score |c|^2 / 2 - x.c of a row may lie from the exact one, with all rounding of what is derived
/// from it: `norm` |x| + `square` |x|^2 + `rowError` (the row's own error) + `constant`. Norms are relative to the shift.
public struct ScoreError: Sendable, Equatable {
  public var norm: Float
  public var square: Float
  public var rowError: Float
  public var constant: Float

  /// Each coefficient is rounded up.
  public init(norm: Double, square: Double, rowError: Double, constant: Double) {
    func up(_ value: Double) -> Float { Float(value).nextUp }
    self.norm = up(norm)
    self.square = up(square)
    self.rowError = up(rowError)
    self.constant = up(constant)
  }

  var cValue: tessera_score_error {
    tessera_score_error(norm: norm, square: square, row_error: rowError, constant: constant)
  }
}

/// Where a kernel puts what it finds for the rows it was given, in their order.
public struct FoundRows {
  /// The nearest centroid.
  public let labels: UnsafeMutablePointer<Int32>
  /// At least the distance to it.
  public let upper: UnsafeMutablePointer<Float>
  /// At most the distance to any other centroid.
  public let lower: UnsafeMutablePointer<Float>

  public init(
    labels: UnsafeMutablePointer<Int32>, upper: UnsafeMutablePointer<Float>, lower: UnsafeMutablePointer<Float>
  ) {
    self.labels = labels
    self.upper = upper
    self.lower = lower
  }
}

/// Centroids for the canonical distance: row-major, [count, dimensions], with the factors that make sqrt(D) a bound.
public struct ExactCentroids {
  public let elements: UnsafePointer<Double>
  public let count: Int
  public let dimensions: Int
  public let above: Double
  public let below: Double

  public init(elements: UnsafePointer<Double>, count: Int, dimensions: Int, above: Double, below: Double) {
    self.elements = elements
    self.count = count
    self.dimensions = dimensions
    self.above = above
    self.below = below
  }

  var cValue: tessera_exact_centroids {
    tessera_exact_centroids(elements: elements, count: count, dimensions: dimensions, above: above, below: below)
  }
}
