public import Matrices

/// A trained index as faiss writes it (`faiss.write_index`), with or without vectors in it.
///
/// ```swift
/// let index = FaissIndex(dimensions: 4, content: .vectors(centroids))
/// try index.write(to: "centroids.faiss")                    // faiss.read_index("centroids.faiss")
/// let again = try FaissIndex(contentsOf: "centroids.faiss")
/// ```
///
/// These kinds are read and written: `IndexFlat` (L2, inner product), `IndexPQ`, `IndexResidualQuantizer`, `IndexScalarQuantizer` (4 and 8
/// bits per column), `IndexIVFFlat` and `IndexIVFPQ` over an `IndexFlat`, `IndexPreTransform` of linear maps (`OPQMatrix` is one), and `IndexIDMap` of all of them.
/// Others are named in an error. Numbers are little-endian; those that faiss calls `size_t` and `idx_t` have 64 bits. Integers that a
/// search sets at run time have faiss's defaults, but ``FaissLists/probes``.
///
/// The layout is that of faiss 1.7 to 1.15, <https://github.com/facebookresearch/faiss>: four letters, the header that all indexes
/// have, then what the kind has.
public struct FaissIndex: Sendable, Equatable {
  /// What is near.
  public enum Metric: Int32, Sendable {
    /// A large inner product.
    case innerProduct = 0
    /// A small Euclidean distance (L2).
    case euclidean = 1
  }

  public indirect enum Content: Sendable, Equatable {
    /// `IndexFlat`: the vectors themselves, [count, dimensions].
    case vectors(Matrix<Float>)
    /// One code per vector, ``FaissCodebook/codeSize`` bytes each, row by row.
    case codes(FaissCodebook, [UInt8])
    /// `IndexIVFFlat` and `IndexIVFPQ`.
    case lists(FaissLists)
    /// `IndexPreTransform`: vectors go through the maps, in their order, before they come to the index.
    case transformed([FaissTransform], FaissIndex)
    /// `IndexIDMap`: the vectors of the index have these ids in place of their numbers.
    case numbered([Int64], FaissIndex)
  }

  /// The number of components of a vector.
  public var dimensions: Int
  public var metric: Metric
  public var content: Content

  public init(dimensions: Int, metric: Metric = .euclidean, content: Content) {
    (self.dimensions, self.metric, self.content) = (dimensions, metric, content)
  }

  /// How many vectors are in it.
  public var count: Int {
    switch content {
    case .vectors(let vectors): vectors.rows
    case .codes(let codebook, let codes): codebook.codeSize == 0 ? 0 : codes.count / codebook.codeSize
    case .lists(let lists): lists.ids.count
    case .transformed(_, let index), .numbered(_, let index): index.count
    }
  }

  /// What faiss calls an index of this kind.
  public var name: String {
    switch content {
    case .vectors: metric == .euclidean ? "IndexFlatL2" : "IndexFlatIP"
    case .codes(.product, _): "IndexPQ"
    case .codes(.residual, _): "IndexResidualQuantizer"
    case .codes(.scalar, _): "IndexScalarQuantizer"
    case .lists(let lists): lists.codebook == nil ? "IndexIVFFlat" : "IndexIVFPQ"
    case .transformed: "IndexPreTransform"
    case .numbered: "IndexIDMap"
    }
  }

  /// Reads an index.
  ///
  /// Every length is checked against the file before anything is made of it, and every number of a vector, a codebook or a map is finite.
  ///
  /// - Throws: ``VectorFileError`` with the byte where what is there cannot be.
  /// - Complexity: O(size).
  public init(contentsOf path: String) throws(VectorFileError) {
    try self.init(MappedFile(path: path))
  }

  init(_ file: MappedFile) throws(VectorFileError) {
    var reader = FaissReader(file)
    self = try reader.index(depth: 0)
    guard reader.isAtEnd else { throw reader.failure("there are bytes behind the index", "write it again") }
  }
}
