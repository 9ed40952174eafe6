internal import Matrices

/// Tables of text, in whatever layout: what no other format claims.
struct TextFormat: MatrixFormat {
  let title = "a table of text"
  let suffixes = [".csv", ".tsv", ".txt"]

  func isFormat(of file: MappedFile) -> Bool { false }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    try file.refuseMember(reader.member, format: title)
    var table = try TextTable(file, reader.table)
    var data = try table.points(dropsBadRows: reader.dropsBadRows, reader.table, threads: reader.threads)
    if reader.keepsOriginal { data.keepOriginal(table) }
    return data
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    try file.refuseMember(reader.member, format: title)
    var table = try TextTable(file, .matrix)
    let points = try table.points(dropsBadRows: false, .matrix, threads: reader.threads).points
    guard points.columns == 1 else { throw NumericColumn.failure(file.path, columns: points.columns) }
    return NumericColumn(path: file.path, values: points.inDoublePrecision.elements) { [table] row in
      .line(table.record(ofRow: row).line, column: 1)
    }
  }

  func location(
    row: Int, column: Int, of file: MappedFile, _ reader: VectorFileReader
  ) throws(VectorFileError) -> VectorFileError.Location? {
    try TextTable(file, reader.table).location(row: row, column: column)
  }
}
