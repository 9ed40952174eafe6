internal import Matrices

extension StoredMatrix {
  /// The points: the columns that were chosen, without the rows that are to be dropped.
  ///
  /// - Parameter format: what a message calls the file.
  func points(_ reader: VectorFileReader, format: String) throws(VectorFileError) -> VectorData {
    let columns = try MatrixColumns(count: columns, options: reader.table, format: format, path: file.path)
    let (matrix, isMapped) = try matrix(decodesInPlace: reader.readsInPlace)
    let points: NumericMatrix
    let bad: BadRows
    switch matrix {
    case .float(let matrix):
      let finite = FiniteRows(matrix: columns.selected(of: matrix), meter: file.meter)
      bad = finite.badRows(columns.places, keepingMissing: reader.keepsMissing)
      try bad.check(droppable: reader.dropsBadRows, rows: matrix.rows, path: file.path)
      points = .float(finite.dropping(bad.indices))
    case .double(let matrix):
      let finite = FiniteRows(matrix: columns.selected(of: matrix), meter: file.meter)
      bad = finite.badRows(columns.places, keepingMissing: reader.keepsMissing)
      try bad.check(droppable: reader.dropsBadRows, rows: matrix.rows, path: file.path)
      points = .double(finite.dropping(bad.indices))
    }
    var data = VectorData(
      points: points, elementType: elementType, droppedRowIndices: bad.indices, columns: columns.columns,
      leftAside: columns.leftAside,
      isMapped: isMapped && file.isMapped && bad.indices.isEmpty && columns.places == nil)
    if reader.keepsOriginal {
      data.original = OriginalTable(matrix, headings: (0..<matrix.columns).map { "x\($0)" }, type: elementType)
    }
    return data
  }

  /// The one column.
  func column() throws(VectorFileError) -> NumericColumn {
    guard columns == 1 else { throw NumericColumn.failure(file.path, columns: columns) }
    let column = try matrix().matrix.inDoublePrecision
    try FiniteRows(matrix: column).badRows().check(droppable: false, rows: column.rows, path: file.path)
    return NumericColumn(path: file.path, values: column.elements, integers: integers()) { .row($0, column: nil) }
  }
}
