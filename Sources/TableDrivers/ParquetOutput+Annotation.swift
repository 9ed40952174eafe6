internal import Matrices
public import VectorFiles

extension ParquetOutput {
  /// Writes a table once more, with the columns `cluster` and `distance` behind its own: all columns of a Parquet file as
  /// they are; of others, the points and the names of the rows.
  ///
  /// - Parameters:
  ///   - data: read with ``/VectorFiles/VectorFileReader/keepsOriginal``.
  ///   - labels: one per row of the file; -1 for rows that were left out.
  ///   - distances: one per row of the file; NaN where there is none.
  /// - Returns: what is not as one may expect, in words.
  public func annotate(
    _ data: VectorData, labels: [Int32], distances: [Double], to path: String
  ) throws(VectorFileError) -> [String] {
    let added = [
      ExportedColumn("cluster", .int32 { labels[$0] }), ExportedColumn("distance", distances),
    ]
    if let source = data.source, source.format == .parquet, source.query == nil {
      return try annotate(source.path, added, rows: labels.count, to: path)
    }
    guard case .numbers(_, _, let leftOut)? = data.original?.content else { return [] }
    let columns = try data.originalColumns(rows: labels.count) + added
    var notes = notes(on: columns.map(\.name))
    if data.original?.lacksColumns == true { notes.append("columns that are no points are not written") }
    if !leftOut.isEmpty { notes.append("the cells of rows that were left out are NULL") }
    try write(columns, rows: labels.count, to: path)
    return notes
  }

  /// The file's columns as the driver reads them, row by row beside the new ones.
  private func annotate(
    _ file: String, _ added: [ExportedColumn], rows: Int, to path: String
  ) throws(VectorFileError) -> [String] {
    let connection = try DriverConnection(driver(for: path), options: [], path: path)
    let source = "read_parquet(\(SQLText.quoted(file, "'")))"
    let names = try connection.fields(of: "SELECT * FROM \(source)").map(\.name)
    try connection.take(ExportedRows(added, count: rows).stream(path: path), as: "added")
    let wanted = columnNames(names + added.map(\.name))
    let columns = zip(added, wanted.suffix(added.count)).map { column, name in
      "added.\(column.name) AS \(SQLText.quoted(name, "\""))"
    }
    try copy(
      "(SELECT file.*, \(columns.joined(separator: ", ")) FROM \(source) AS file POSITIONAL JOIN added)",
      of: connection,
      to: path)
    return notes(on: names + added.map(\.name))
  }

  private func notes(on headings: [String]) -> [String] {
    zip(headings, columnNames(headings)).compactMap { heading, name in
      heading == name ? nil : "the column “\(heading)” is called “\(name)” there"
    }
  }
}
