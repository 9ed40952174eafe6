public import Matrices
public import VectorFiles

/// The arrays from which cuVS makes an index (`cuvs.neighbors.ivf_pq.build_precomputed`), as `.npy` files of float32.
///
/// | name | shape | |
/// |---|---|---|
/// | `centers` | (lists, dimensions) | the centroids |
/// | `pq_centers` | (parts, columns of a part, codes) | a codebook per part (`codebook_kind="subspace"`), of residuals |
/// | `rotation_matrix` | (dimensions, dimensions) | the identity where nothing is rotated |
/// | `centers_rot` | (lists, dimensions) | the centroids behind the rotation |
///
/// Source: <https://docs.nvidia.com/cuvs/api-reference/python-api-neighbors-ivf-pq>. cuVS wants `centers` with columns up to a multiple
/// of eight, of which the first behind the dimensions has the squares of the norms.
public struct CuVSArrays: Sendable, Equatable {
  /// An array and what cuVS calls it.
  public struct Named: Sendable, Equatable {
    public var name: String
    public var shape: [Int]
    /// The last index fastest.
    public var elements: [Float]
  }

  public private(set) var arrays: [Named] = []

  /// - Parameters:
  ///   - centroids: [lists, dimensions], or none.
  ///   - codebook: of parts, or none.
  ///   - rotation: of the codebook's vectors: y with `y_i = sum_j rotation[i, j] x_j`.
  public init(
    centroids: Matrix<Double>?, codebook: FaissCodebook? = nil, rotation: Matrix<Double>? = nil
  ) throws(IndexFileError) {
    if let centroids { add("centers", try centroids.inSinglePrecision()) }
    guard let codebook else { return }
    guard case .product(_, let codebooks) = codebook else {
      throw .unusable(index: "codebook", reason: "is none of parts, which cuVS has; train a product quantizer")
    }
    guard centroids.map({ $0.columns == codebook.dimensions }) ?? true else {
      throw .columnCount(codebook.dimensions, expected: centroids?.columns ?? 0)
    }
    let (codes, width) = (codebooks[0].rows, codebooks[0].columns)
    arrays.append(
      Named(
        name: "pq_centers", shape: [codebooks.count, width, codes],
        elements: codebooks.flatMap { part in (0..<width).flatMap { column in (0..<codes).map { part[$0, column] } } }))
    let size = codebook.dimensions
    let map =
      rotation
      ?? Matrix(rows: size, columns: size) { elements in for place in 0..<size { elements[place * (size + 1)] = 1 } }
    add("rotation_matrix", try map.inSinglePrecision())
    if let centroids { add("centers_rot", try centroids.multiplied(by: map.transposed()).inSinglePrecision()) }
  }

  private mutating func add(_ name: String, _ matrix: Matrix<Float>) {
    arrays.append(
      Named(name: name, shape: [matrix.rows, matrix.columns], elements: matrix.withUnsafeElements { Array($0) }))
  }
}
