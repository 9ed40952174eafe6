public import Clustering
public import Matrices
public import TesseraKernels

extension VectorQuantizer {
  /// The code of each row: the index of the nearest codebook vector (ties: the lowest).
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the codebook.
  public func encode<Scalar: KernelScalar>(_ points: Matrix<Scalar>) throws(ClusteringError) -> [Int32] {
    try points.assigned(to: codebook).labels
  }

  /// The codebook vector of each code, [codes, dimensions].
  ///
  /// - Throws: ``QuantizationError/codeOutOfRange(position:code:codeCount:)`` for the first code that names no vector.
  public func decode(_ codes: [Int32]) throws(QuantizationError) -> Matrix<Double> {
    if let position = codes.firstIndex(where: { $0 < 0 || Int($0) >= codeCount }) {
      throw .codeOutOfRange(position: position, code: codes[position], codeCount: codeCount)
    }
    return codebook.selectingRows(codes.map(Int.init))
  }

  /// The mean over rows of the squared Euclidean distance to the nearest codebook vector, in squared units of the data:
  /// the inertia divided by the number of rows, not by the number of elements.
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the codebook.
  public func distortion<Scalar: KernelScalar>(of points: Matrix<Scalar>) throws(ClusteringError) -> Double {
    try points.assigned(to: codebook).inertia / Double(points.rows)
  }
}
