extension MappedFile {
  /// How many archives and compressions, one in the other, are opened.
  static let mostContainers = 4

  /// The file, or what is compressed in it: gzip or zstandard, told by the content.
  ///
  /// Memory: all unpacked bytes are held at once.
  func unpacked() throws(VectorFileError) -> MappedFile {
    var file = self
    while true {
      let unpacked: UnsafeRawBufferPointer
      if file.isGzip {
        try file.checkDepth()
        unpacked = try Inflater(for: path).unpackedGzip(file.bytes, meter)
      } else if file.isZstandard {
        try file.checkDepth()
        unpacked = try ZstandardUnpacker(for: path).unpacked(file.bytes, meter)
      } else {
        return file
      }
      file = MappedFile(
        allocated: unpacked, path: path, name: Self.innerName(file.name), depth: file.depth + 1, meter: meter)
    }
  }

  /// What `body` reads from the content; errors that name a byte say where bytes are counted, where it was unpacked.
  func reading<Value>(_ body: () throws(VectorFileError) -> Value) throws(VectorFileError) -> Value {
    do throws(VectorFileError) {
      return try body()
    } catch {
      guard depth > 0, case .byte = error.location else { throw error }
      var error = error
      error.problem += " (counted in what was unpacked)"
      throw error
    }
  }

  /// The third byte is the method, of which there is one.
  private var isGzip: Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// A frame, or one to be skipped, with which parallel compressors begin.
  private var isZstandard: Bool {
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return true }
    return bytes.count >= 4 && bytes[0] & 0xF0 == 0x50 && bytes[1...].starts(with: [0x2A, 0x4D, 0x18])
  }

  /// Archives that hold themselves exist.
  func checkDepth() throws(VectorFileError) {
    if depth >= Self.mostContainers {
      throw failure(.file, "the file is packed more than \(Self.mostContainers) times over", "unpack it")
    }
  }

  /// The name without the end that compression gave it.
  private static func innerName(_ name: String) -> String {
    for suffix in [".gz", ".gzip", ".zst", ".zstd"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.utf8.count))
    }
    return name
  }
}
