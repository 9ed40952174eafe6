internal import Matrices

/// What all indexes begin with.
struct FaissHeader {
  let dimensions: Int
  let count: Int
  let metric: FaissIndex.Metric
}

extension FaissReader {
  /// How deep indexes lie within each other: a transform, lists, centroids.
  private static let mostDepth = 4

  /// The header of an index whose kind was read.
  mutating func header() throws(VectorFileError) -> FaissHeader {
    let dimensions = try Int(number(Int32.self, "the dimensions"))
    guard (1...Self.most).contains(dimensions) else {
      back(4)
      throw failure("the vectors have \(dimensions) dimensions")
    }
    let count = try size("the number of vectors", in: 0...(1 << 48))
    for _ in 0..<2 { _ = try number(UInt64.self, "the header") }
    guard try flag("whether the index is trained") else {
      back(1)
      throw failure("the index is not trained", "train it, and write it again")
    }
    let code = try number(Int32.self, "the metric")
    guard let metric = FaissIndex.Metric(rawValue: code) else {
      back(4)
      throw failure(
        "its metric is number \(code), which tessera does not know", "use an index of METRIC_L2 or METRIC_INNER_PRODUCT"
      )
    }
    return FaissHeader(dimensions: dimensions, count: count, metric: metric)
  }

  mutating func index(depth: Int) throws(VectorFileError) -> FaissIndex {
    let kind = try word("the kind of the index")
    let isKnown = ["IxF2", "IxFI", "IxPq", "IxRq", "IxSQ", "IwFl", "IwPQ", "IxPT", "IxMp", "IxM2", "IxFl"].contains(
      kind)
    guard isKnown, depth < Self.mostDepth else {
      back(4)
      throw failure(
        isKnown ? "the indexes lie too deep within each other" : "an index of the kind “\(kind)” is not read",
        "use one of IndexFlat, IndexIVFFlat, IndexIVFPQ, IndexPQ, IndexResidualQuantizer, IndexScalarQuantizer, or IndexPreTransform or IndexIDMap of these"
      )
    }
    let header = try header()
    let content: FaissIndex.Content
    switch kind {
    case "IxPq":
      content = try codes(of: product(header.dimensions), header)
      _ = try (number(Int32.self, "the search type"), flag("whether signs are encoded"), number(Int32.self, "the end"))
    case "IxRq":
      let codebook = try residual(header.dimensions)
      try length(codebook.codeSize, "bytes of a code")
      content = try codes(of: codebook, header)
    case "IxSQ": content = try codes(of: scalar(header.dimensions), header)
    case "IwFl", "IwPQ": content = .lists(try lists(header, hasCodebook: kind == "IwPQ", depth: depth))
    case "IxMp", "IxM2": content = try numbered(header, depth: depth)
    case "IxPT": content = try transformed(header, depth: depth)
    default: content = .vectors(try vectors(header))
    }
    return FaissIndex(dimensions: header.dimensions, metric: header.metric, content: content)
  }

  /// Of `IndexFlat`.
  private mutating func vectors(_ header: FaissHeader) throws(VectorFileError) -> Matrix<Float> {
    try matrix(rows: header.count, columns: header.dimensions, "components of vectors")
  }

  private mutating func codes(
    of codebook: FaissCodebook, _ header: FaissHeader
  ) throws(VectorFileError) -> FaissIndex.Content {
    let (size, overflow) = header.count.multipliedReportingOverflow(by: codebook.codeSize)
    try length(overflow ? .max : size, "bytes of codes")
    return .codes(codebook, Array(try bytes(size, "the codes")))
  }

  private mutating func numbered(_ header: FaissHeader, depth: Int) throws(VectorFileError) -> FaissIndex.Content {
    let start = position
    let index = try index(depth: depth + 1)
    guard index.dimensions == header.dimensions, index.count == header.count else {
      back(position - start)
      throw failure(
        "the index with ids has \(index.count) vectors of \(index.dimensions) dimensions instead of \(header.count) of \(header.dimensions)"
      )
    }
    try length(header.count, "ids")
    let (size, overflow) = header.count.multipliedReportingOverflow(by: 8)
    let ids = try bytes(overflow ? .max : size, "the ids")
    return .numbered(
      (0..<header.count).map { Int64(littleEndian: ids.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) }, index)
  }

  private mutating func transformed(
    _ header: FaissHeader, depth: Int
  ) throws(VectorFileError) -> FaissIndex.Content {
    let count = try Int(number(Int32.self, "the number of transforms"))
    guard (0...8).contains(count) else {
      back(4)
      throw failure("there are \(count) transforms in front of the index")
    }
    var transforms: [FaissTransform] = []
    var dimensions = header.dimensions
    for _ in 0..<count {
      let transform = try transform(of: dimensions)
      dimensions = transform.matrix.rows
      transforms.append(transform)
    }
    let start = position
    let index = try index(depth: depth + 1)
    guard index.dimensions == dimensions, index.count == header.count else {
      back(position - start)
      throw failure(
        "the index behind the transforms has \(index.count) vectors of \(index.dimensions) dimensions instead of \(header.count) of \(dimensions)"
      )
    }
    return .transformed(transforms, index)
  }
}
