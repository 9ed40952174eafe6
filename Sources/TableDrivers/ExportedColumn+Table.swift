internal import VectorFiles

extension ExportedColumn {
  /// The names of a table's rows, and its columns.
  static func columns(of table: OutputTable) throws(VectorFileError) -> [ExportedColumn] {
    let names = table.columns.map { $0.name.lowercased() }
    let heading = names.contains(table.rowHeading.lowercased()) ? "id" : table.rowHeading
    var columns = [try ExportedColumn(heading, table.rowNames, rows: table.rows)]
    for column in table.columns {
      switch column.values {
      case .integers(let values): columns.append(ExportedColumn(column.name, .int32 { values[$0] }))
      case .numbers(let values): columns.append(ExportedColumn(column.name, values))
      }
    }
    return columns
  }
}
