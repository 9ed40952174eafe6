internal import CTesseraKernels

/// Centroids in Float for few dimensions, where rows stand side by side in a register's lanes.
///
/// Memory: 4 bytes per element.
public struct LaneCentroids: Sendable {
  /// The most dimensions that the kernels take.
  public static let mostDimensions = Int(TESSERA_LANE_DIMENSIONS)

  private static let width = Int(TESSERA_LANE_PANEL)

  private var elements: [Float] = []
  private var halfNorms: [Float] = []
  private let shift: [Float]
  private var count = 0
  private var error = ScoreError(norm: 0, square: 0, rowError: 0, constant: 0)

  /// - Parameter shift: the centre that scores are relative to; it is rounded to Float.
  public init(shift: [Double]) { self.shift = shift.map { Float($0) } }

  /// Replaces the centroids, row-major [count, dimensions].
  ///
  /// - Parameter error: gives the error bound for centroids at most this far from the shift.
  public mutating func update(_ centroids: [Double], error: (_ reach: Double) -> ScoreError) {
    let d = shift.count
    count = centroids.count / d
    let padded = (count + Self.width - 1) / Self.width * Self.width
    if halfNorms.count != padded {
      elements = Array(repeating: 0, count: padded * d)
      halfNorms = Array(repeating: .infinity, count: padded)
    }
    self.error = error(
      PackedCentroids.packFilter(
        centroids, count: count, dimensions: d, shift: shift.map { Double($0) }, width: 1, into: &elements,
        halfNorms: &halfNorms))
  }

  /// What a kernel reads.
  public struct View {
    let count: Int
    let dimensions: Int
    let cValue: tessera_lane_centroids
  }

  public func withView<Result>(_ body: (View) -> Result) -> Result {
    elements.withUnsafeBufferPointer { elements in
      halfNorms.withUnsafeBufferPointer { halfNorms in
        shift.withUnsafeBufferPointer { shift in
          body(
            View(
              count: count, dimensions: shift.count,
              cValue: tessera_lane_centroids(
                elements: elements.baseAddress!, half_norms: halfNorms.baseAddress!, shift: shift.baseAddress!,
                error: error.cValue)))
        }
      }
    }
  }
}

extension Kernels {
  /// For each named row the nearest centroid by D and bounds of the distances, where scores in Float prove them; `open`
  /// receives the positions (in `rows`) of the others. Returns how many.
  public func lanes<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, rows: UnsafePointer<Int32>, count: Int,
    centroids: LaneCentroids.View, found: FoundRows, open: UnsafeMutablePointer<Int32>
  ) -> Int {
    var lanes = centroids.cValue
    return Scalar.rowKernels(of: self).pointee.lanes(
      points, rowStride, rows, count, &lanes, centroids.count, centroids.dimensions, found.labels, found.upper,
      found.lower, open)
  }
}
