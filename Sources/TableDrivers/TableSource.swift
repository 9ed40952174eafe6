internal import CArrowInterface
internal import VectorFiles

/// Which driver reads a table, and what it is asked.
struct TableSource {
  private let table: LoadedTable
  private let search: DriverSearch
  /// What errors call the table: without passwords.
  let shownPath: String

  init(_ table: LoadedTable, search: DriverSearch) throws(VectorFileError) {
    (self.table, self.search) = (table, search)
    shownPath = TableAddress.shown(table.path)
  }

  /// For messages, with its article.
  var title: String {
    switch table.format {
    case .parquet: "a Parquet file"
    case .arrow: "an Arrow file"
    case .json: "a table in JSON"
    case .text: "a table of text that a query reads"
    case .sqlite, .duckDB, .address: "a database"
    }
  }

  /// The rows that were asked for.
  func rows() throws(VectorFileError) -> ArrowStream {
    switch table.format {
    case .parquet: return try rows(ofFile: "read_parquet")
    case .arrow: return try rows(ofFile: "read_arrow", setting: "LOAD nanoarrow")
    case .json: return try rows(ofFile: "read_json_auto")
    case .text: return try rows(ofFile: "read_csv_auto")
    case .sqlite:
      let connection = try connect("sqlite", [("uri", SQLText.uri(of: table.path))])
      return try rows(
        of: connection,
        tables:
          "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    case .duckDB:
      let connection = try connect("duckdb", [("path", table.path), ("access_mode", "READ_ONLY")])
      return try rows(
        of: connection,
        tables: """
          SELECT CASE WHEN table_schema = 'main' THEN table_name ELSE table_schema || '.' || table_name END
          FROM information_schema.tables ORDER BY ALL
          """)
    case .address:
      let driver = TableAddress(table.path)?.driver ?? ""
      let connection = try connect(driver, [("uri", table.path)])
      return try rows(
        of: connection,
        tables: """
          SELECT CASE WHEN table_schema = 'public' THEN table_name ELSE table_schema || '.' || table_name END
          FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'INFORMATION_SCHEMA')
          ORDER BY 1
          """)
    }
  }

  private func connect(
    _ driver: String, _ options: [(key: String, value: String)]
  ) throws(VectorFileError) -> DriverConnection {
    try DriverConnection(DriverLibrary.find(driver, search, for: shownPath), options: options, path: shownPath)
  }

  /// A file that DuckDB reads, which a query calls `data`.
  private func rows(ofFile function: String, setting: String? = nil) throws(VectorFileError) -> ArrowStream {
    if let member = table.member {
      throw failure("this is \(title), which holds no “\(member)”", "leave the member out")
    }
    let connection = try connect("duckdb", [])
    if let setting { _ = try connection.rows(setting).next() }
    let source = "\(function)(\(SQLText.quoted(table.path, "'")))"
    guard let query = table.query else { return try connection.rows("SELECT * FROM \(source)") }
    _ = try connection.rows("CREATE TEMP VIEW data AS SELECT * FROM \(source)").next()
    return try connection.rows(query)
  }

  private func rows(of connection: DriverConnection, tables: String) throws(VectorFileError) -> ArrowStream {
    try DatabaseRows(connection, table, shownPath: shownPath).rows(tables: tables)
  }

  private func failure(_ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: shownPath, location: .file, problem: problem, advice: advice)
  }
}
