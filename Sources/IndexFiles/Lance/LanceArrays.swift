public import Matrices
public import VectorFiles

/// What Lance makes an index from: `create_index(..., ivf_centroids=..., pq_codebook=...)`, each an array of lists of one length
/// (``ArrowListFile``).
///
/// | name | rows | columns |
/// |---|---|---|
/// | `ivf_centroids` | one per list | dimensions |
/// | `pq_codebook` | the codes of the first part, of the second ... | those of a part |
///
/// Lance has 16 or 256 codes per part (`num_bits` 4 or 8), and encodes what is left of rows after their centroids.
///
/// Source: <https://lance-format.github.io/lance/>, `LanceDataset.create_index`.
public struct LanceArrays: Sendable, Equatable {
  /// An array and what Lance calls it.
  public struct Named: Sendable, Equatable {
    public var name: String
    public var matrix: Matrix<Float>
  }

  public let arrays: [Named]

  /// - Parameters:
  ///   - centroids: [lists, dimensions], or none.
  ///   - codebook: of parts, or none.
  public init(centroids: Matrix<Double>?, codebook: FaissCodebook? = nil) throws(IndexFileError) {
    var arrays: [Named] = []
    if let centroids { arrays.append(Named(name: "ivf_centroids", matrix: try centroids.inSinglePrecision())) }
    if let codebook {
      guard case .product(let bits, let parts) = codebook else {
        throw .unusable(
          index: "codebook", reason: "is none of parts, which Lance has; train a product quantizer of 4 or 8 bits")
      }
      guard bits == 4 || bits == 8 else { throw .codeBits(codebook.bits, allowed: "Lance has 4 or 8") }
      guard centroids.map({ $0.columns == codebook.dimensions }) ?? true else {
        throw .columnCount(codebook.dimensions, expected: centroids?.columns ?? 0)
      }
      let rows = parts.flatMap { part in (0..<part.rows).map { part.row($0) } }
      arrays.append(Named(name: "pq_codebook", matrix: Matrix(rows)))
    }
    self.arrays = arrays
  }
}
