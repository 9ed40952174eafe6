public import Clustering
public import Matrices
internal import TesseraKernels

extension OptimizedProductQuantizer {
  /// Rows that are turned together.
  private static let block = 16_384

  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    try requireDimensions(of: points)
    let parallel = ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true)
    let (rotation, kernel) = (Rotation(matrix: rotation), RotationKernel(rotation))
    let short = ShortParts(product, parallel)
    var codes = Codes(rows: 0, bits: bits)
    codes.reserve(rows: points.rows)
    for start in stride(from: 0, to: points.rows, by: Self.block) {
      let rows = points[rows: start..<min(points.rows, start + Self.block)]
      if let some = short?.codes(of: rows, turnedBy: kernel, bits: bits, parallel) {
        codes.append(some)
        continue
      }
      do {
        codes.append(try product.encode(try rotation.applied(to: rows, parallel), threadCount: threadCount))
      } catch {
        // Turned, what is not finite has lost its place.
        try points.requireFinite()
        throw error
      }
    }
    return codes
  }

  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    Rotation(matrix: rotation).inverse.applied(
      to: try product.decode(codes), ParallelRows(threads: ParallelRows.processorCount))
  }
}
