/// What a file holds, judged by its first bytes.
enum FileFormat {
  case numPy
  case text

  init(_ file: MappedFile) throws(VectorFileError) {
    let bytes = file.bytes
    guard !bytes.isEmpty else { throw Self.failure(file, .file, "the file is empty", "write one row per point") }
    if bytes.starts(with: NumPyHeader.magic) {
      self = .numPy
      return
    }
    for (name, magic, advice) in Self.otherFormats where bytes.starts(with: magic) {
      throw Self.failure(file, .file, "this is \(name)", advice)
    }
    if bytes.count > 8, bytes[8] == UInt8(ascii: "{"), bytes[4..<8].allSatisfy({ $0 == 0 }) {
      throw Self.failure(
        file, .file, "this is a safetensors file of named tensors, not a matrix", "save the matrix as .npy")
    }
    if file.path.lowercased().hasSuffix(".npy") {
      throw Self.failure(
        file, .byte(0), "the magic bytes of a .npy file are missing", "write the file again with numpy.save")
    }
    self = .text
  }

  private static let otherFormats: [(name: String, magic: [UInt8], advice: String)] = [
    ("a zip archive (npz, xlsx)", [0x50, 0x4B, 0x03, 0x04], "unpack it and name the .npy or .csv file"),
    ("gzip", [0x1F, 0x8B], "unpack it with gunzip"),
    ("zstandard", [0x28, 0xB5, 0x2F, 0xFD], "unpack it with unzstd"),
    ("an HDF5 file", [0x89, 0x48, 0x44, 0x46], "save the matrix as .npy"),
    ("a Parquet file", [0x50, 0x41, 0x52, 0x31], "save the matrix as .npy"),
    ("an Arrow file", [0x41, 0x52, 0x52, 0x4F, 0x57, 0x31], "save the matrix as .npy"),
    ("a Python pickle", [0x80, 0x04, 0x95], "save the matrix with numpy.save"),
  ]

  private static func failure(
    _ file: MappedFile, _ location: VectorFileError.Location, _ problem: String, _ advice: String
  ) -> VectorFileError {
    VectorFileError(kind: .badData, path: file.path, location: location, problem: problem, advice: advice)
  }
}
