internal import Matrices

extension VectorFileReader {
  /// Where an element of a file that was read stands in its text, for errors that are found later: the file is read once
  /// more for it.
  ///
  /// - Parameters:
  ///   - row: counted from 0 over all rows of the file, those that were left out included.
  ///   - column: counted from 0 over all columns of the file.
  ///   - path: of one file; of several that are one matrix, that of the part.
  /// - Returns: nil in files without lines, and in what cannot be read twice: standard input, pipes and databases.
  public func location(row: Int, column: Int, in path: String) throws(VectorFileError) -> VectorFileError.Location? {
    if let tableLoader, tableLoader.isAddress(path) { return nil }
    let place = InputPath(path).place
    guard case .file(let name, _) = place, PathKind(name) == .regular else { return nil }
    var quiet = self
    quiet.meter = nil
    let (file, reader) = try quiet.open(path, place)
    return try file.reading { () throws(VectorFileError) in
      try MatrixFormats.format(of: file).location(row: row, column: column, of: file, reader)
    }
  }
}
