extension FaissReader {
  /// What is behind the header of an `IndexIVF`.
  mutating func lists(
    _ header: FaissHeader, hasCodebook: Bool, depth: Int
  ) throws(VectorFileError) -> FaissLists {
    let count = try size("the number of lists", in: 1...Self.most)
    let probes = try size("the number of lists of a search", in: 0...Self.most)
    let start = position
    let coarse = try index(depth: depth + 1)
    guard case .vectors(let centroids) = coarse.content, centroids.rows == count,
      coarse.dimensions == header.dimensions
    else {
      back(position - start)
      throw failure(
        "the centroids of \(count) lists of \(header.dimensions) dimensions are an \(coarse.name) of \(coarse.count) vectors of \(coarse.dimensions)",
        "use an index over an IndexFlat")
    }
    try directMap()
    var lists = FaissLists(coarse: coarse, probes: max(1, probes), sizes: [], ids: [], codes: [])
    if hasCodebook {
      lists.isOfResiduals = try flag("whether codes are of residuals")
      let size = try self.size("the bytes of a code", in: 1...Self.most)
      let codebook = try product(header.dimensions)
      guard codebook.codeSize == size else {
        throw failure("a code has \(size) bytes, and its codebooks make \(codebook.codeSize)")
      }
      lists.codebook = codebook
    }
    try fill(&lists, count: count, total: header.count)
    return lists
  }

  /// Where each vector is: what faiss makes anew where it needs it.
  private mutating func directMap() throws(VectorFileError) {
    let type = try number(UInt8.self, "the direct map")
    guard type <= 2 else {
      back(1)
      throw failure("the direct map is of type \(type)")
    }
    let entries = try size("the length of the direct map", in: 0...(.max / 16))
    _ = try bytes(entries * 8, "the direct map")
    guard type == 2 else { return }
    let pairs = try size("the length of the direct map", in: 0...(.max / 16))
    _ = try bytes(pairs * 16, "the direct map")
  }

  private mutating func fill(_ lists: inout FaissLists, count: Int, total: Int) throws(VectorFileError) {
    let kind = try word("the kind of the lists")
    guard kind == "ilar" else {
      back(4)
      throw failure(
        "lists of the kind “\(kind)” are not read", "write an index that holds its lists itself (ArrayInvertedLists)")
    }
    try length(count, "lists")
    try length(lists.codeSize, "bytes of a code")
    lists.sizes = try sizes(count: count, total: total)
    lists.ids.reserveCapacity(min(total, file.bytes.count / 8))
    for size in lists.sizes where size > 0 {
      let (length, overflow) = size.multipliedReportingOverflow(by: lists.codeSize)
      lists.codes += try bytes(overflow ? .max : length, "the codes of a list")
      let ids = try bytes(size * 8, "the ids of a list")
      for index in 0..<size {
        lists.ids.append(Int64(littleEndian: ids.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)))
      }
    }
    if lists.codebook == nil, let bad = lists.codes.firstFloatNotFinite {
      throw failure(
        "component \(bad) of the vectors in the lists is no finite number", "build the index of finite vectors")
    }
  }

  /// The number of vectors of each list, all of them or those that have some.
  private mutating func sizes(count: Int, total: Int) throws(VectorFileError) -> [Int] {
    let start = position
    var sizes = [Int](repeating: 0, count: count)
    switch try word("the kind of the sizes") {
    case "full":
      try length(count, "sizes of lists")
      for list in 0..<count { sizes[list] = try size("the size of a list", in: 0...total) }
    case "sprs":
      let entries = try size("the number of sizes", in: 0...(2 * count))
      guard entries % 2 == 0 else {
        back(8)
        throw failure("there are \(entries) numbers of lists and sizes, which come in pairs")
      }
      for _ in 0..<(entries / 2) {
        let list = try size("the number of a list", in: 0...(count - 1))
        sizes[list] = try size("the size of a list", in: 0...total)
      }
    case let kind:
      back(4)
      throw failure("sizes of the kind “\(kind)” are not read")
    }
    var sum = 0
    for size in sizes where sum <= total { sum += size }
    guard sum == total else {
      back(position - start)
      throw failure("the lists have \(sum) vectors and the index \(total)")
    }
    return sizes
  }
}

extension [UInt8] {
  /// Of numbers of 32 bits.
  fileprivate var firstFloatNotFinite: Int? {
    withUnsafeBytes { bytes in
      (0..<(bytes.count / 4)).first {
        !Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))).isFinite
      }
    }
  }
}
