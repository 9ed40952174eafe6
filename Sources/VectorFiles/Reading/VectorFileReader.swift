internal import Matrices

/// Reads points, labels and weights from `.npy` files and from text.
///
/// ```swift
/// var reader = VectorFileReader()
/// reader.dropsBadRows = true
/// let data = try reader.read("points.npy")
/// data.points.rows        // rows without NaN, infinities and missing values
/// data.droppedRows        // how many others there were
/// ```
///
/// The format is told from the content, not from the name. Every value that is returned is finite. Which files are
/// understood, and which are mapped instead of copied, is described in <doc:VectorFiles>.
public struct VectorFileReader: Sendable {
  /// Whether rows with NaN, an infinity or a missing value are left out and counted; by default they are an error.
  public var dropsBadRows = false

  /// How tables of text are laid out, and which of their columns are points.
  public var table = TableOptions()

  /// A reader with default options.
  public init() {}

  /// The points of a file, one row per point, at least one row and one column.
  ///
  /// A one-dimensional `.npy` file, like a text of one column, has one dimension: n x 1.
  ///
  /// - Throws: ``VectorFileError`` of kind `noInput` if the file cannot be opened, `badData` if it cannot be used.
  /// - Complexity: O(size). A mapped file is looked through once, for NaN and infinities.
  public func read(_ path: String) throws(VectorFileError) -> VectorData {
    try read(MappedFile(path: path))
  }

  /// The points in the bytes of a file that is in memory already, for example embedded in the binary.
  ///
  /// - Parameters:
  ///   - bytes: they must not change or go away while the process lives.
  ///   - name: what errors call the file.
  public func read(
    borrowing bytes: UnsafeRawBufferPointer, named name: String
  ) throws(VectorFileError) -> VectorData {
    try read(MappedFile(borrowing: bytes, path: name))
  }

  private func read(_ file: MappedFile) throws(VectorFileError) -> VectorData {
    switch try FileFormat(file) {
    case .numPy: return try read(NumPyMatrix(file), path: file.path)
    case .text:
      return try TextTable(file, table).points(dropsBadRows: dropsBadRows, table)
    }
  }

  private func read(_ numPy: NumPyMatrix, path: String) throws(VectorFileError) -> VectorData {
    let columns = try MatrixColumns(count: numPy.matrix.columns, options: table, path: path)
    let points: NumericMatrix
    let bad: BadRows
    switch numPy.matrix {
    case .float(let matrix):
      let finite = FiniteRows(matrix: columns.selected(of: matrix))
      bad = finite.badRows(columns.places)
      try bad.check(droppable: dropsBadRows, rows: matrix.rows, path: path)
      points = .float(finite.dropping(bad.indices))
    case .double(let matrix):
      let finite = FiniteRows(matrix: columns.selected(of: matrix))
      bad = finite.badRows(columns.places)
      try bad.check(droppable: dropsBadRows, rows: matrix.rows, path: path)
      points = .double(finite.dropping(bad.indices))
    }
    return VectorData(
      points: points, elementType: numPy.elementType, droppedRowIndices: bad.indices, columns: columns.columns,
      leftAside: columns.leftAside, isMapped: numPy.isMapped && bad.indices.isEmpty && columns.places == nil)
  }
}
