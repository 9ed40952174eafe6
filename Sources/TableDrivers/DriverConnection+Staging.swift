internal import VectorFiles

extension DriverConnection {
  /// Lets rows come to a table, as they are or cast to the types of their columns; where one is there that they are added to, by the names of
  /// the columns, and only where its types hold theirs. (Drivers add by the places of columns, or send bytes of one type to a column of
  /// another.) Belongs in a transaction.
  func deliver(
    _ rows: ExportedRows, _ columns: [(name: String, type: String?)], to table: DatabaseTable, isThere: Bool
  ) throws(VectorFileError) {
    let isAdded = isThere && table.presence == .append && table.driver != "sqlite"
    guard isAdded || columns.contains(where: { $0.type != nil }) else {
      return try take(rows.stream(path: table.shown), as: table.name, in: table.schema, mode: table.ingest)
    }
    try put(rows, into: table, columns, isThere: isThere)
  }

  /// Whether there is such a table. Belongs in front of a transaction.
  func isThere(_ table: DatabaseTable) -> Bool {
    (try? fields(of: "SELECT 1 FROM \(table.quoted)")) != nil
  }

  /// Lets rows come to a table of the connection's own first, and from there to a table in types that no driver sends. Belongs in a
  /// transaction.
  ///
  /// - Parameters:
  ///   - columns: the names of the columns, and the types that they are cast to; nil for none.
  ///   - definition: the columns of a new table; nil: as they come, also where they are added to a table, whose types have to hold them.
  func put(
    _ rows: ExportedRows, into table: DatabaseTable, _ columns: [(name: String, type: String?)],
    definition: String? = nil, isThere: Bool
  ) throws(VectorFileError) {
    let staging = Self.stagingName(besides: table.name)
    try take(rows.stream(path: table.shown), as: staging, isTemporary: true)
    let names = columns.map { SQLText.quoted($0.name, "\"") }
    let values = zip(names, columns).map { name, column in
      column.type.map { "CAST(\(name) AS \($0)) AS \(name)" } ?? name
    }
    let selection = "SELECT \(values.joined(separator: ", ")) FROM \(staging)"
    if table.presence == .replace { try run("DROP TABLE IF EXISTS \(table.quoted)") }
    if isThere, table.presence == .append, definition == nil {
      try check("SELECT \(names.joined(separator: ", ")) FROM \(table.quoted)", holds: selection, table)
    }
    let isNew = table.presence == .append ? "IF NOT EXISTS " : ""
    try run("CREATE TABLE \(isNew)\(table.quoted) \(definition.map { "(\($0))" } ?? "AS \(selection) WITH NO DATA")")
    try run("INSERT INTO \(table.quoted) (\(names.joined(separator: ", "))) \(selection)")
    try run("DROP TABLE \(staging)")
  }

  /// No table that rows go to is called so.
  private static func stagingName(besides name: String) -> String {
    let usual = "tessera_rows_on_their_way"
    return name.lowercased() == usual ? usual + "_2" : usual
  }

  /// Throws where a column of a table has a type that some values would be others in.
  private func check(_ target: String, holds source: String, _ table: DatabaseTable) throws(VectorFileError) {
    let there = try fields(of: target, failure: .inputOutput)
    let here = try fields(of: source, failure: .inputOutput)
    for (column, own) in zip(there, here) where !column.holds(own) {
      // Whole numbers that a double holds are as they are in one.
      let name = SQLText.quoted(own.name, "\"")
      if column.type == .numbers(.float64), own.type == .numbers(.int64),
        try rows("SELECT 'x' FROM (\(source)) AS s WHERE abs(\(name)) > 9007199254740992 LIMIT 1").texts().isEmpty
      {
        continue
      }
      throw VectorFileError(
        kind: .inputOutput, path: table.shown, location: .file,
        problem: "the column “\(column.name)” of the table has a type that does not hold these values as they are",
        advice: "add &if-exists=replace instead, or name another table")
    }
  }

  /// What a server of PostgreSQL's calls some types that it has: with its schema where that is not searched. (A table has a type of its
  /// name, too, which is not meant.)
  func serverNames(of types: some Collection<String>) throws(VectorFileError) -> [String: String] {
    guard !types.isEmpty else { return [:] }
    let list = types.map { SQLText.quoted($0, "'") }.joined(separator: ", ")
    let query = """
      SELECT DISTINCT ON (t.typname) t.typname || ' ' || CASE WHEN pg_type_is_visible(t.oid) THEN t.typname::text
      ELSE quote_ident(n.nspname) || '.' || quote_ident(t.typname) END
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname IN (\(list)) AND t.typtype = 'b'
      AND has_schema_privilege(n.oid, 'USAGE') ORDER BY t.typname, pg_type_is_visible(t.oid) DESC, n.nspname
      """
    var names: [String: String] = [:]
    for pair in try rows(query).texts() {
      guard let space = pair.firstIndex(of: " ") else { continue }
      names[String(pair[..<space])] = String(pair[pair.index(after: space)...])
    }
    return names
  }
}
