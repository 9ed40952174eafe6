extension SafeTensorsFile {
  /// Reads a file.
  ///
  /// The header is checked in full: every tensor's offsets lie inside the file, match its shape and type, and together
  /// cover the bytes behind the header exactly once.
  ///
  /// - Throws: ``VectorFileError`` of kind `noInput` if the file cannot be opened, `badData` if it is broken.
  /// - Complexity: O(size).
  public init(contentsOf path: String) throws(VectorFileError) {
    let file = try MappedFile(path: path)
    self.init(try SafeTensorsHeader(file), of: file)
  }

  /// The tensors of a file in memory of their own.
  init(_ header: SafeTensorsHeader, of file: MappedFile) {
    metadata = header.metadata
    for entry in header.entries {
      let bytes = Array(
        file.bytes[(header.dataStart + entry.range.lowerBound)..<(header.dataStart + entry.range.upperBound)])
      tensors[entry.name] = Tensor(elementType: entry.elementType, shape: entry.shape, bytes: bytes)
    }
  }
}
