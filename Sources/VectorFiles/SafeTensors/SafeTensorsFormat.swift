/// safetensors: one tensor as a matrix.
struct SafeTensorsFormat: MatrixFormat {
  let title = "a safetensors file"
  let suffixes = [".safetensors"]

  /// The length of the header, which is below 4 GB, and its first byte.
  func isFormat(of file: MappedFile) -> Bool {
    file.bytes.count > 8 && file.bytes[8] == UInt8(ascii: "{") && file.bytes[4..<8].allSatisfy { $0 == 0 }
  }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    if reader.member == nil { try refuseModel(file) }
    let (matrix, note) = try matrix(in: file, reader.member, .points)
    var data = try matrix.points(reader, format: title)
    if let note { data.notes.insert(note, at: 0) }
    return data
  }

  /// Throws where the file is a model of ours: it was named where points belong.
  private func refuseModel(_ file: MappedFile) throws(VectorFileError) {
    guard let format = try SafeTensorsHeader(file).metadata["format"], format.hasPrefix("tessera.") else { return }
    throw file.failure(
      .file, "this is a model, and points are expected here",
      "name a file of points; where the two were swapped, swap them (\(file.path):centroids are its centroids as points)"
    )
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    try matrix(in: file, reader.member, .column).matrix.column()
  }

  private func matrix(
    in file: MappedFile, _ member: String?, _ purpose: ArrayChoice.Purpose
  ) throws(VectorFileError) -> (matrix: StoredMatrix, note: String?) {
    let header = try SafeTensorsHeader(file)
    let arrays = header.entries.map { NamedArray(name: $0.name.text, content: .numbers($0.elementType, $0.shape)) }
      .sorted { SafeTensorsFile.Key($0.name) < SafeTensorsFile.Key($1.name) }
    let choice = ArrayChoice(file: file, format: title, arrays: arrays, purpose: purpose)
    let index = try choice.index(of: member)
    let name = arrays[index].name
    guard let entry = header.entries.first(where: { $0.name == .init(name) }) else {
      throw SafeTensorsFailure(path: file.path).make(at: 8, "there is no “\(name)”")
    }
    let part = MappedFile(
      (header.dataStart + entry.range.lowerBound)..<(header.dataStart + entry.range.upperBound), of: file,
      path: "\(file.path):\(name)", name: "")
    let failure = NumPyFailure(path: part.path)
    let shape = entry.shape
    guard shape.count == 1 || shape.count == 2 else {
      throw failure.shape(shape, "has \(shape.count) dimensions instead of 2")
    }
    guard shape[0] > 0 else { throw failure.shape(shape, "has no rows") }
    guard shape.last != 0 else { throw failure.shape(shape, "has no columns") }
    let matrix = StoredMatrix(
      part, entry.elementType, rows: shape[0], columns: shape.count == 2 ? shape[1] : 1, offset: 0)
    return (matrix, choice.note(index, of: member))
  }
}
