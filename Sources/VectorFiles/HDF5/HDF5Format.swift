/// HDF5, by its library: one dataset as a matrix.
struct HDF5Format: MatrixFormat {
  let title = "an HDF5 file"
  let suffixes = [".h5", ".hdf5", ".hdf", ".h5ad"]

  private static let magic: [UInt8] = [0x89, 0x48, 0x44, 0x46]

  /// The magic bytes lie at the beginning, or behind 512, 1024, 2048, ... bytes of somebody else's. (MATLAB's matrices are
  /// transposed there, and are named as what they are.)
  func isFormat(of file: MappedFile) -> Bool {
    let start = FileStart(file: file)
    return start.has(Self.magic) || !start.has("MATLAB") && (9...13).contains { start.has(Self.magic, at: 1 << $0) }
  }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    let (matrix, note) = try matrix(in: file, reader.member, .points)
    var data = try matrix.points(reader, format: title)
    if let note { data.notes.insert(note, at: 0) }
    return data
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    try matrix(in: file, reader.member, .column).matrix.column()
  }

  private func matrix(
    in file: MappedFile, _ member: String?, _ purpose: ArrayChoice.Purpose
  ) throws(VectorFileError) -> (matrix: StoredMatrix, note: String?) {
    guard isFormat(of: file) else {
      throw file.failure(.byte(0), "the file is no HDF5 file, whatever its name says", "write it again")
    }
    let library = try HDF5Library(for: file.path)
    return try library.locked { () throws(VectorFileError) in
      let content = try HDF5Content(file, library)
      let choice = ArrayChoice(file: file, format: title, arrays: content.arrays, purpose: purpose)
      let index = try choice.index(of: member.map { $0.hasPrefix("/") ? String($0.dropFirst()) : $0 })
      return (try content.matrix(content.arrays[index].name, of: file), choice.note(index, of: member))
    }
  }
}
