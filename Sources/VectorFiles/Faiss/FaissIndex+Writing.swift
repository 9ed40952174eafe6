internal import Matrices
internal import Refusals

extension FaissIndex {
  /// Writes the index, whole or not at all: `faiss.read_index` opens it.
  ///
  /// - Precondition: what it holds fits together: matrices have its dimensions, and there are as many ids, codes and sizes as vectors.
  /// - Complexity: O(size); a few numbers are copied, and large arrays written from where they are.
  public func write(to path: String) throws(VectorFileError) {
    var writer = try FaissWriter(path)
    try append(to: &writer)
    try writer.finish()
  }

  fileprivate func append(to writer: inout FaissWriter) throws(VectorFileError) {
    writer.word(kind)
    writer.number(Int32(dimensions))
    writer.size(count)
    // Two numbers that faiss has left in the header.
    for _ in 0..<2 { writer.number(Int64(1 << 20)) }
    writer.flag(true)
    writer.number(metric.rawValue)
    switch content {
    case .vectors(let vectors):
      require(vectors.columns == dimensions, "vectors have the dimensions of their index")
      writer.size(vectors.count)
      try writer.matrix(vectors)
    case .codes(let codebook, let codes):
      require(codebook.dimensions == dimensions, "codebooks have the dimensions of their index")
      try codebook.append(to: &writer)
      if case .residual = codebook { writer.size(codebook.codeSize) }
      try writer.list(codes)
      guard case .product = codebook else { return }
      // By distances of codes; no signs; the threshold of a search that compares signs.
      writer.number(Int32(0))
      writer.flag(false)
      writer.number(Int32(codebook.bits.reduce(1, +)))
    case .lists(let lists): try lists.append(to: &writer)
    case .transformed(let transforms, let index):
      writer.number(Int32(transforms.count))
      for transform in transforms { try transform.append(to: &writer) }
      try index.append(to: &writer)
    case .numbered(let ids, let index):
      require(ids.count == index.count, "every vector has an id")
      try index.append(to: &writer)
      try writer.list(ids)
    }
  }

  /// Four letters.
  private var kind: String {
    switch content {
    case .vectors: metric == .euclidean ? "IxF2" : "IxFI"
    case .codes(.product, _): "IxPq"
    case .codes(.residual, _): "IxRq"
    case .codes(.scalar, _): "IxSQ"
    case .lists(let lists): lists.codebook == nil ? "IwFl" : "IwPQ"
    case .transformed: "IxPT"
    case .numbered: "IxMp"
    }
  }
}

extension FaissLists {
  fileprivate func append(to writer: inout FaissWriter) throws(VectorFileError) {
    require(sizes.count == coarse.count, "every centroid has a list")
    require(sizes.reduce(0, +) == ids.count && codes.count == ids.count * codeSize, "every vector has an id and a code")
    writer.size(sizes.count)
    writer.size(probes)
    try coarse.append(to: &writer)
    // No direct map.
    writer.flag(false)
    writer.size(0)
    if let codebook {
      writer.flag(isOfResiduals)
      writer.size(codeSize)
      try codebook.append(to: &writer)
    }
    writer.word("ilar")
    writer.size(sizes.count)
    writer.size(codeSize)
    writer.word("full")
    try writer.list(sizes.map(UInt64.init))
    var first = 0
    for size in sizes where size > 0 {
      let end = first + size
      try writer.elements(codes[(first * codeSize)..<(end * codeSize)])
      try writer.elements(ids[first..<end])
      first = end
    }
  }
}

extension FaissCodebook {
  fileprivate func append(to writer: inout FaissWriter) throws(VectorFileError) {
    switch self {
    case .product(let bits, let codebooks):
      for value in [dimensions, codebooks.count, bits] { writer.size(value) }
      writer.size(codebooks.reduce(0) { $0 + $1.count })
      for codebook in codebooks { try writer.matrix(codebook) }
    case .residual(let codebooks, let beamWidth):
      writer.size(dimensions)
      writer.size(codebooks.count)
      try writer.list(bits.map(UInt64.init))
      writer.flag(true)
      writer.size(codebooks.reduce(0) { $0 + $1.count })
      for codebook in codebooks { try writer.matrix(codebook) }
      // Distances are those to decoded vectors, so that no norms are kept.
      writer.number(Int32(0))
      for _ in 0..<2 { writer.float(0) }
      // Levels one after the other, by k-means.
      writer.number(Int32(1))
      writer.number(Int32(beamWidth))
    case .scalar(let bits, let least, let width):
      writer.number(Int32(bits == 8 ? 0 : 1))
      // The ranges were the least and the largest.
      writer.number(Int32(0))
      writer.float(0)
      writer.size(dimensions)
      writer.size(codeSize)
      try writer.list(least + width)
    }
  }
}

extension FaissTransform {
  fileprivate func append(to writer: inout FaissWriter) throws(VectorFileError) {
    writer.word("LTra")
    writer.flag(!bias.isEmpty)
    writer.size(matrix.count)
    try writer.matrix(matrix)
    try writer.list(bias)
    writer.number(Int32(matrix.columns))
    writer.number(Int32(matrix.rows))
    writer.flag(true)
  }
}
