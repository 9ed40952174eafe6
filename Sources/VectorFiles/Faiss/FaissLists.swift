/// Vectors in the lists of their nearest centroids.
public struct FaissLists: Sendable, Equatable {
  /// The centroids, `IndexFlat`, one per list.
  public var coarse: FaissIndex
  /// How many lists a search looks into, unless it says another number.
  public var probes: Int
  /// What the codes stand for; nil: they are the vectors themselves, float32.
  public var codebook: FaissCodebook?
  /// Whether codes stand for what is left of a vector after its centroid.
  public var isOfResiduals: Bool
  /// The number of vectors of each list.
  public var sizes: [Int]
  /// The number by which a search names each vector, list by list.
  public var ids: [Int64]
  /// The code of each vector, list by list.
  public var codes: [UInt8]

  public init(
    coarse: FaissIndex, probes: Int = 1, codebook: FaissCodebook? = nil, isOfResiduals: Bool = false, sizes: [Int],
    ids: [Int64], codes: [UInt8]
  ) {
    (self.coarse, self.probes, self.codebook, self.isOfResiduals) = (coarse, probes, codebook, isOfResiduals)
    (self.sizes, self.ids, self.codes) = (sizes, ids, codes)
  }

  /// The bytes of a vector's code.
  public var codeSize: Int { codebook?.codeSize ?? 4 * coarse.dimensions }
}
