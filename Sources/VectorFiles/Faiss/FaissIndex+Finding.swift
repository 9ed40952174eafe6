extension FaissIndex {
  /// The index in a file, told by its content; nil where that is something else, or no file that can be read twice.
  package static func found(at path: String) throws(VectorFileError) -> FaissIndex? {
    guard PathKind(path) == .regular else { return nil }
    let file = try MappedFile(path: path)
    return FaissFormat().isFormat(of: file) ? try FaissIndex(file) : nil
  }
}
