/// A format that is not read, but named as what it is.
struct ForeignFormat: MatrixFormat {
  let title: String
  var suffixes: [String] = []
  let magic: [UInt8]
  let advice: String

  func isFormat(of file: MappedFile) -> Bool { file.bytes.starts(with: magic) }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    throw failure(file)
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    throw failure(file)
  }

  private func failure(_ file: MappedFile) -> VectorFileError {
    file.failure(.file, "this is \(title), which is not read", advice)
  }

  static let all: [any MatrixFormat] = [
    ForeignFormat(title: "an HDF5 file", magic: [0x89, 0x48, 0x44, 0x46], advice: "save the matrix as .npy"),
    ForeignFormat(title: "a Parquet file", magic: [0x50, 0x41, 0x52, 0x31], advice: "save the matrix as .npy"),
    ForeignFormat(
      title: "an Arrow file", magic: [0x41, 0x52, 0x52, 0x4F, 0x57, 0x31], advice: "save the matrix as .npy"),
    ForeignFormat(title: "a Python pickle", magic: [0x80, 0x04, 0x95], advice: "save the matrix with numpy.save"),
  ]
}
