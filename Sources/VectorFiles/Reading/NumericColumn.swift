internal import Matrices

/// A file of one number per row, all finite.
struct NumericColumn {
  let values: [Double]
  private let file: MappedFile
  private let format: FileFormat

  init(_ file: MappedFile) throws(VectorFileError) {
    self.file = file
    format = try FileFormat(file)
    let matrix: NumericMatrix
    switch format {
    case .numPy: matrix = try NumPyMatrix(file).matrix
    case .text: matrix = try TextTable(file, .matrix).points(dropsBadRows: false, .matrix).points
    }
    guard matrix.columns == 1 else {
      throw VectorFileError(
        kind: .badData, path: file.path, location: .file,
        problem: "the file has \(matrix.columns) columns instead of 1", advice: "write one number per row")
    }
    let column = matrix.inDoublePrecision
    try FiniteRows(matrix: column).badRows().check(droppable: false, rows: column.rows, path: file.path)
    values = column.elements
  }

  /// An error about one row: named by its line in a text, by its index otherwise.
  func failure(_ row: Int, _ problem: String, _ advice: String) -> VectorFileError {
    let location: VectorFileError.Location
    switch format {
    case .numPy: location = .row(row, column: nil)
    case .text:
      let line = try? TextTable(file, .matrix).record(ofRow: row).line
      location = line.map { .line($0, column: 1) } ?? .file
    }
    return VectorFileError(kind: .badData, path: file.path, location: location, problem: problem, advice: advice)
  }
}
