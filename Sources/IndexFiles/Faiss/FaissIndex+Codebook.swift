public import Matrices
internal import VectorFiles

/// The codebook of an index of faiss.
public struct IndexCodebook: Sendable, Equatable {
  public var codebook: FaissCodebook
  /// What vectors are multiplied by first, [dimensions, dimensions]; nil: nothing.
  public var rotation: Matrix<Double>?
  /// Whether it is of what is left of vectors after the centroids of their lists.
  public var isOfResiduals: Bool

  public init(_ codebook: FaissCodebook, rotation: Matrix<Double>? = nil, isOfResiduals: Bool = false) {
    (self.codebook, self.rotation, self.isOfResiduals) = (codebook, rotation, isOfResiduals)
  }
}

extension FaissIndex {
  /// What codes of the index stand for.
  ///
  /// - Throws: ``IndexFileError/unusable(index:reason:)`` for an index without codes, or behind a map that is no rotation.
  public func codebook() throws(IndexFileError) -> IndexCodebook {
    switch content {
    case .vectors:
      throw .unusable(index: name, reason: "has vectors and no codebook: it is read as points or as a model")
    case .codes(let codebook, _): return IndexCodebook(codebook)
    case .lists(let lists):
      guard let codebook = lists.codebook else {
        throw .unusable(index: name, reason: "has centroids and no codebook: it is read as a model")
      }
      return IndexCodebook(codebook, isOfResiduals: lists.isOfResiduals)
    case .transformed(let transforms, let index):
      var found = try index.codebook()
      for transform in transforms.reversed() {
        guard let map = transform.rotation else {
          throw .unusable(index: name, reason: "maps vectors by what is no rotation; use the index by faiss")
        }
        found.rotation = found.rotation?.multiplied(by: map) ?? map
      }
      return found
    case .numbered(_, let index): return try index.codebook()
    }
  }
}
