public import Clustering
public import Matrices
internal import TesseraKernels

extension VectorQuantizer {
  /// The code of each row: the index of the nearest codebook vector (ties: the lowest).
  ///
  /// - Parameter points: [rows, dimensions], finite, in units of the codebook.
  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    var codes = Codes(rows: points.rows, bits: bits)
    codes.fill(
      0, with: try points.assigned(to: codebook, threadCount: threadCount, instructionSet: .usual).labels, from: 0)
    return codes
  }

  /// The codebook vector of each row's code, [rows, dimensions].
  ///
  /// - Throws: ``QuantizationError/foreignCodes(bits:expected:)``, and
  ///   ``QuantizationError/rowCodeOutOfRange(row:position:code:codeCount:)`` for the first code that names no vector.
  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    codebook.selectingRows(try codes.values(of: [codebook])[0].map(Int.init))
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
  public func distortion(of points: NumericMatrix) throws(ClusteringError) -> Double {
    try points.assigned(to: codebook).inertia / Double(points.rows)
  }
}
