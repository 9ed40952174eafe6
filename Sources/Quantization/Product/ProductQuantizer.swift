public import Matrices
internal import Refusals

/// Vectors cut into neighbouring parts, each with a codebook of its own: 2^64 codes for the price of eight codebooks of 256.
///
/// ```swift
/// let quantizer = try ProductQuantizer.trained(on: points, parts: 8, by: KMeans(clusterCount: 256))
/// let codes = try quantizer.encode(points)          // 8 bytes per row
/// let approximations = try quantizer.decode(codes)  // [rows, dimensions]
/// ```
///
/// The squared distance of two vectors is the sum of those of their parts, so that the nearest of all codes is the nearest in each
/// part. Encoding is exact there: argmin in Double, ties to the lowest code.
///
/// Parts need not be equally long, nor codebooks equally large.
///
/// Source: H. Jégou, M. Douze, C. Schmid, *Product quantization for nearest neighbor search* (2011), DOI 10.1109/TPAMI.2010.57.
/// - Complexity: O(rows * dimensions * codes of a part) to encode, O(rows * dimensions) to decode. Memory: the codebooks, and in use
///   12 bytes for each of 65,536 rows.
public struct ProductQuantizer: Quantizer, Equatable {
  /// One per part, [codes, columns of the part], in units of the data.
  public let codebooks: [Matrix<Double>]

  /// The columns of each part.
  public let columns: [Range<Int>]

  public var dimensions: Int { columns.last?.upperBound ?? 0 }

  /// As many as name a code of each part.
  public var bits: [Int] { codebooks.map { Codebook.bits(of: $0.rows) } }

  /// A quantizer with the given codebooks.
  ///
  /// - Parameter codebooks: one per part, in the order of the columns; finite, each with at least one row and one column.
  /// - Throws: ``QuantizationError/noCodebooks``, ``QuantizationError/emptyCodebook(rows:columns:)`` or
  ///   ``QuantizationError/codebookNotFinite(code:column:)``.
  public init(codebooks: [Matrix<Double>]) throws(QuantizationError) {
    guard !codebooks.isEmpty else { throw .noCodebooks }
    for codebook in codebooks { try Codebook.check(codebook) }
    self.init(finite: codebooks)
  }

  init(finite codebooks: [Matrix<Double>]) {
    self.codebooks = codebooks
    var (columns, start) = ([Range<Int>](), 0)
    for codebook in codebooks {
      columns.append(start..<(start + codebook.columns))
      start += codebook.columns
    }
    self.columns = columns
  }

  /// The columns of parts as long as each other; where they cannot be, the first ones have a column more.
  ///
  /// - Precondition: 1 <= parts <= dimensions.
  public static func evenColumns(dimensions: Int, parts: Int) -> [Range<Int>] {
    require(parts >= 1 && parts <= dimensions, "vectors of \(dimensions) have 1 to \(dimensions) parts, not \(parts)")
    let (length, longer) = dimensions.quotientAndRemainder(dividingBy: parts)
    return (0..<parts).map { part in
      let start = part * length + min(part, longer)
      return start..<(start + length + (part < longer ? 1 : 0))
    }
  }
}
