internal import CTesseraKernels

/// Centroids in Float for rows in blocks: panels of 16 in lanes.
///
/// Memory: 4 bytes per element.
public struct BlockCentroids: Sendable {
  private var panels: [Float] = []
  private var halfNorms: [Float] = []
  private let shift: [Double]
  private var error = ScoreError(norm: 0, square: 0, rowError: 0, constant: 0)

  /// - Parameter shift: the centre that scores are relative to; it is rounded to Float, as that of ``RowBlocks``.
  public init(shift: [Double]) { self.shift = shift.map { Double(Float($0)) } }

  /// Replaces the centroids, row-major [count, dimensions].
  ///
  /// - Parameter error: gives the error bound for centroids at most this far from the shift.
  public mutating func update(_ centroids: [Double], error: (_ reach: Double) -> ScoreError) {
    let d = shift.count
    let count = centroids.count / d
    let padded = PackedCentroids.paddedFilterCount(count)
    if halfNorms.count != padded {
      panels = Array(repeating: 0, count: padded * d)
      halfNorms = Array(repeating: .infinity, count: padded)
    }
    self.error = error(
      PackedCentroids.packFilter(
        centroids, count: count, dimensions: d, shift: shift, into: &panels, halfNorms: &halfNorms))
  }

  /// What a kernel reads.
  public struct View: @unchecked Sendable {
    let cValue: tessera_block_centroids
  }

  public func withView<Result>(_ body: (View) -> Result) -> Result {
    panels.withUnsafeBufferPointer { panels in
      halfNorms.withUnsafeBufferPointer { halfNorms in
        body(
          View(
            cValue: tessera_block_centroids(
              panels: panels.baseAddress!, half_norms: halfNorms.baseAddress!, error: error.cValue)))
      }
    }
  }
}
