public import Clustering
public import Matrices
internal import TesseraKernels

extension OptimizedProductQuantizer {
  /// Rows that are turned together.
  private static let block = 16_384

  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    try requireDimensions(of: points)
    try points.requireFinite()
    let (rotation, parallel) = (
      Rotation(matrix: rotation), ParallelRows(threads: threadCount ?? ParallelRows.processorCount)
    )
    var codes = Codes(rows: 0, bits: bits)
    codes.reserve(rows: points.rows)
    for start in stride(from: 0, to: points.rows, by: Self.block) {
      let rows = points[rows: start..<min(points.rows, start + Self.block)]
      codes.append(try product.encode(try rotation.applied(to: rows, parallel), threadCount: threadCount))
    }
    return codes
  }

  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    Rotation(matrix: rotation).inverse.applied(
      to: try product.decode(codes), ParallelRows(threads: ParallelRows.processorCount))
  }
}
