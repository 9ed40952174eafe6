internal import CArrowInterface
internal import VectorFiles

/// The rows of a database that were asked for: by a query, by the name of a table, or those of its only table.
struct DatabaseRows {
  private let connection: DriverConnection
  private let table: LoadedTable
  private let shownPath: String

  /// - Parameter shownPath: what errors call the database.
  init(_ connection: DriverConnection, _ table: LoadedTable, shownPath: String) {
    (self.connection, self.table, self.shownPath) = (connection, table, shownPath)
  }

  /// The rows.
  ///
  /// - Parameter tables: the query for the names of all tables.
  func rows(tables: String) throws(VectorFileError) -> ArrowStream {
    let options = [(key: "adbc.sqlite.query.batch_rows", value: "16384")]
    if let query = table.query {
      if table.member != nil { throw failure("both a query and a table are named", "name one") }
      return try table.format == .sqlite
        ? connection.rowsOfSQLite(query, options: options) : connection.rows(query, options: options)
    }
    let names = try connection.rows(tables).texts()
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
    let quoted = name.split(separator: ".").map { SQLText.quoted(String($0), "\"") }.joined(separator: ".")
    if table.format == .address { return try connection.rows(try selection(name, quoted)) }
    guard table.format == .sqlite else { return try connection.rows("SELECT * FROM \(quoted)", options: options) }
    return try connection.rowsOfSQLite("SELECT * FROM \(SQLText.quoted(name, "\""))", options: options)
  }

  /// All columns of a table of PostgreSQL's, its exact numbers in a type that is one of numbers to others.
  private func selection(_ name: String, _ quoted: String) throws(VectorFileError) -> String {
    guard TableAddress(table.path)?.driver == "postgresql" else { return "SELECT * FROM \(quoted)" }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let schema = parts.count == 2 ? parts[0] : "public"
    let query = """
      SELECT CASE udt_name WHEN 'numeric' THEN quote_ident(column_name) || '::float8 AS ' || quote_ident(column_name)
      ELSE quote_ident(column_name) END
      FROM information_schema.columns WHERE table_schema = \(SQLText.quoted(schema, "'"))
      AND table_name = \(SQLText.quoted(parts[parts.count - 1], "'")) ORDER BY ordinal_position
      """
    let columns = try connection.rows(query).texts()
    return "SELECT \(columns.isEmpty ? "*" : columns.joined(separator: ", ")) FROM \(quoted)"
  }

  private func failure(_ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: shownPath, location: .file, problem: problem, advice: advice)
  }
}
