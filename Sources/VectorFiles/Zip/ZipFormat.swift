/// Zip archives: numpy's `.npz`, and files of any other format.
struct ZipFormat: MatrixFormat {
  let title = "a zip archive"
  let suffixes = [".npz", ".zip"]

  func isFormat(of file: MappedFile) -> Bool {
    file.bytes.starts(with: [0x50, 0x4B, 3, 4]) || file.bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    let (content, note) = try content(of: file, reader.member, .points)
    var data = try MatrixFormats.format(of: content).points(of: content, reader.ofMember)
    if let note { data.notes.insert(note, at: 0) }
    return data
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    let (content, _) = try content(of: file, reader.member, .column)
    return try MatrixFormats.format(of: content).column(of: content, reader.ofMember)
  }

  private func content(
    of file: MappedFile, _ member: String?, _ purpose: ArrayChoice.Purpose
  ) throws(VectorFileError) -> (MappedFile, note: String?) {
    guard isFormat(of: file) else {
      throw file.failure(.byte(0), "the file is no zip archive, whatever its name says", "write it again")
    }
    let archive = try ZipArchive(file)
    if let failure = ForeignArchive.failure(archive) { throw failure }
    let members = archive.members
    let choice = ArrayChoice(
      file: file, format: title, arrays: members.map { array($0, of: archive) }, purpose: purpose)
    let index = try choice.index(of: member.map { $0.hasSuffix(".npy") ? String($0.dropLast(4)) : $0 })
    let content = try archive.content(of: members[index], title: "\(file.path):\(choice.arrays[index].name)")
    return (try content.unpacked(), choice.note(index, of: member))
  }

  /// What the header of a member says about it.
  private func array(_ member: ZipArchive.Member, of archive: ZipArchive) -> NamedArray {
    guard member.name.hasSuffix(".npy") else { return NamedArray(name: member.name, content: .file) }
    let start = archive.beginning(of: member, limit: 1 << 12)
    let header = start.withUnsafeBytes { bytes in
      try? NumPyHeader(MappedFile(borrowing: bytes, path: member.name), isComplete: false)
    }
    return NamedArray(
      name: String(member.name.dropLast(4)), content: header.map { .numbers($0.elementType, $0.shape) } ?? .other)
  }
}

extension VectorFileReader {
  /// The reader of what was taken out of an archive.
  var ofMember: VectorFileReader {
    var reader = self
    reader.member = nil
    return reader
  }
}
