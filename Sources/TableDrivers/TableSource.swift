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
      let connection = try connect("sqlite", [("uri", Self.uri(of: table.path))])
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
    let source = "\(function)(\(Self.quoted(table.path, "'")))"
    guard let query = table.query else { return try connection.rows("SELECT * FROM \(source)") }
    _ = try connection.rows("CREATE TEMP VIEW data AS SELECT * FROM \(source)").next()
    return try connection.rows(query)
  }

  private func rows(of connection: DriverConnection, tables: String) throws(VectorFileError) -> ArrowStream {
    let options = [(key: "adbc.sqlite.query.batch_rows", value: "16384")]
    if let query = table.query {
      if table.member != nil { throw failure("both a query and a table are named", "name one") }
      return try connection.rows(query, options: options)
    }
    let names = try texts(connection.rows(tables))
    guard let name = table.member ?? (names.count == 1 ? names[0] : nil) else {
      let some = names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", ..." : "")
      throw names.isEmpty
        ? failure("the database has no tables", "name another")
        : failure(
          "the database has \(names.count) tables: \(some)", "name one (--member), or ask for rows (--query SQL)")
    }
    guard table.member == nil || names.contains(name) else {
      throw failure("there is no table “\(name)”", "the database has \(names.prefix(20).joined(separator: ", "))")
    }
    // A point separates the schema, unless it is part of a name.
    let quoted = name.split(separator: ".").map { Self.quoted(String($0), "\"") }.joined(separator: ".")
    if table.format == .address { return try connection.rows(try selection(connection, name, quoted)) }
    let whole = table.format == .sqlite ? Self.quoted(name, "\"") : quoted
    return try connection.rows("SELECT * FROM \(whole)", options: options)
  }

  /// All columns of a table of PostgreSQL's, its exact numbers and vectors in types that are numbers to others.
  private func selection(
    _ connection: DriverConnection, _ name: String, _ quoted: String
  ) throws(VectorFileError) -> String {
    guard TableAddress(table.path)?.driver == "postgresql" else { return "SELECT * FROM \(quoted)" }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let schema = parts.count == 2 ? parts[0] : "public"
    let query = """
      SELECT CASE udt_name WHEN 'numeric' THEN quote_ident(column_name) || '::float8 AS ' || quote_ident(column_name)
      WHEN 'vector' THEN quote_ident(column_name) || '::real[] AS ' || quote_ident(column_name)
      WHEN 'halfvec' THEN quote_ident(column_name) || '::vector::real[] AS ' || quote_ident(column_name)
      ELSE quote_ident(column_name) END
      FROM information_schema.columns WHERE table_schema = \(Self.quoted(schema, "'"))
      AND table_name = \(Self.quoted(parts[parts.count - 1], "'")) ORDER BY ordinal_position
      """
    let columns = try texts(connection.rows(query))
    return "SELECT \(columns.isEmpty ? "*" : columns.joined(separator: ", ")) FROM \(quoted)"
  }

  /// The texts of the first column.
  private func texts(_ stream: ArrowStream) throws(VectorFileError) -> [String] {
    guard let type = try stream.schema().fields.first?.type else { return [] }
    var found: [String] = []
    while let batch = try stream.next() {
      let array = batch.pointer.pointee
      guard let column = array.n_children > 0 ? array.children?[0]?.pointee : nil else { continue }
      let texts = ArrowTextColumn(column, type)
      for row in 0..<Int(array.length) { found.append(texts[row + Int(array.offset)]) }
    }
    return found
  }

  private func failure(_ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: shownPath, location: .file, problem: problem, advice: advice)
  }

  static func quoted(_ text: String, _ mark: Character) -> String {
    var quoted = String(mark)
    for character in text {
      if character == mark { quoted.append(mark) }
      quoted.append(character)
    }
    return quoted + String(mark)
  }

  /// A file of SQLite's, which is only read.
  static func uri(of path: String) -> String {
    var uri = "file:"
    for byte in path.utf8 {
      if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "/._-~".utf8.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri + "?mode=ro"
  }
}
