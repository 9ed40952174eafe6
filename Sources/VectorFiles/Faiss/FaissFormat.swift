/// Indexes of faiss, told by the two numbers that all their headers hold; the vectors of an `IndexFlat` are points.
struct FaissFormat: StoredFormat {
  let title = "a faiss index"
  let suffixes = [".faiss"]

  func isFormat(of file: MappedFile) -> Bool {
    let bytes = file.bytes
    return bytes.first == UInt8(ascii: "I") && bytes.littleEndian(Int64.self, at: 16) == 1 << 20
      && bytes.littleEndian(Int64.self, at: 24) == 1 << 20
  }

  func matrix(in file: MappedFile) throws(VectorFileError) -> StoredMatrix {
    var reader = FaissReader(file)
    let kind = try reader.word("the kind of the index")
    guard kind == "IxF2" || kind == "IxFI" else {
      reader.back(4)
      throw reader.failure(
        "the index is of the kind “\(kind)”, whose vectors are not read",
        "its centroids and codebooks are read as a model")
    }
    let header = try reader.header()
    let (count, overflow) = header.count.multipliedReportingOverflow(by: header.dimensions)
    guard header.count > 0 else { throw reader.failure("the index has no vectors", "add some") }
    try reader.length(overflow ? .max : count, "components of vectors")
    let offset = reader.position
    _ = try reader.bytes(count.multipliedReportingOverflow(by: 4).overflow ? .max : 4 * count, "the vectors")
    guard reader.isAtEnd else { throw reader.failure("there are bytes behind the index", "write it again") }
    return StoredMatrix(file, .float32, rows: header.count, columns: header.dimensions, offset: offset)
  }
}
