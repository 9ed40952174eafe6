public import Matrices

/// A codebook: every vector is replaced by the index of its nearest centroid, its code.
///
/// ```swift
/// let quantizer = try VectorQuantizer.trained(on: points, codeCount: 256)
/// let codes = try quantizer.encode(points)          // one byte per row
/// let approximations = try quantizer.decode(codes)  // [rows, dimensions]
/// print(try quantizer.distortion(of: points))
/// ```
///
/// Encoding is exact: argmin of the squared Euclidean distance in Double, ties to the lowest code. A decoded vector has
/// its own code again, unless two codebook vectors are equal; then it has the lower one, and decodes to the same vector.
///
/// Source: R. M. Gray, *Vector quantization* (1984), DOI 10.1109/MASSP.1984.1162229.
/// - Complexity: O(rows * codeCount * dimensions) to encode, O(rows * dimensions) to decode.
public struct VectorQuantizer: Quantizer, Equatable {
  /// The vectors that codes stand for, [codeCount, dimensions], in units of the data.
  public let codebook: Matrix<Double>

  /// The number of codes.
  public var codeCount: Int { codebook.rows }

  /// The number of components of a vector.
  public var dimensions: Int { codebook.columns }

  /// As many as name a code.
  public var bits: [Int] { [Codebook.bits(of: codeCount)] }

  /// A quantizer with the given codebook.
  ///
  /// - Parameter codebook: [codeCount, dimensions], finite, at least one row and one column.
  /// - Throws: ``QuantizationError/emptyCodebook(rows:columns:)`` or
  ///   ``QuantizationError/codebookNotFinite(code:column:)``.
  public init(codebook: Matrix<Double>) throws(QuantizationError) {
    try Codebook.check(codebook)
    self.codebook = codebook
  }

  init(finite codebook: Matrix<Double>) { self.codebook = codebook }
}
