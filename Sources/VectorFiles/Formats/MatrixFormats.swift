/// The formats that are known: those that are read, and those that are named.
enum MatrixFormats {
  /// A file is of the first format that its content is of; else of the first that its name is of; else it is text.
  static let all: [any MatrixFormat] =
    [NumPyFormat(), FaissFormat()] + VectorListFormat.all + BinaryMatrixFormat.all + [
      ZipFormat(), SafeTensorsFormat(), HDF5Format(),
    ]
    + LoadedFormat.all + ForeignFormat.all + [JSONFormat(), LIBSVMFormat(), TextFormat()]

  /// The format of a file.
  static func format(of file: MappedFile) throws(VectorFileError) -> any MatrixFormat {
    guard !file.bytes.isEmpty else { throw file.failure(.file, "the file is empty", "write one row per point") }
    return all.first { $0.isFormat(of: file) } ?? all.first { $0.suffixes.contains(where: file.name.hasSuffix) }
      ?? TextFormat()
  }
}
