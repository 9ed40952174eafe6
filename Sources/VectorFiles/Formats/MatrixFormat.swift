/// A format of files that hold a matrix: how it is told, and how it is read.
///
/// A new one is a type of this kind, in a file of its own, and a line in ``MatrixFormats/all``.
protocol MatrixFormat: Sendable {
  /// What a message calls a file, with its article: “a .npy file”.
  var title: String { get }

  /// The ends of names, in small letters; the first one is the usual.
  var suffixes: [String] { get }

  /// Whether the content says that the file is one.
  func isFormat(of file: MappedFile) -> Bool

  /// The points of a file.
  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData

  /// One number per row: labels or weights.
  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn

  /// The line of an element, whose row and column are counted from 0 in the file; nil in formats without lines.
  func location(
    row: Int, column: Int, of file: MappedFile, _ reader: VectorFileReader
  ) throws(VectorFileError) -> VectorFileError.Location?
}

extension MatrixFormat {
  func location(
    row: Int, column: Int, of file: MappedFile, _ reader: VectorFileReader
  ) throws(VectorFileError) -> VectorFileError.Location? { nil }
}

/// A format of bare numbers.
protocol StoredFormat: MatrixFormat {
  /// Where the elements of a file are, once everything else was checked.
  func matrix(in file: MappedFile) throws(VectorFileError) -> StoredMatrix
}

extension StoredFormat {
  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    try file.refuseMember(reader.member, format: title)
    return try matrix(in: file).points(reader, format: title)
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    try file.refuseMember(reader.member, format: title)
    return try matrix(in: file).column()
  }
}

extension MappedFile {
  /// Throws where a part of a file was asked for that has none.
  func refuseMember(_ member: String?, format: String) throws(VectorFileError) {
    guard let member else { return }
    throw failure(.file, "this is \(format), which holds no “\(member)”", "leave the member out")
  }

  /// An error about the content.
  func failure(_ location: VectorFileError.Location, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location, problem: problem, advice: advice)
  }
}
