internal import VectorFiles

extension DriverConnection {
  /// Lets rows come to a table of the connection's own first, and from there to a table in types that no driver sends. Belongs in a
  /// transaction.
  ///
  /// - Parameters:
  ///   - columns: the names of the columns, and the types that they are cast to; nil for none.
  ///   - definition: the columns of a new table; nil: as they come.
  func put(
    _ rows: ExportedRows, into table: DatabaseTable, _ columns: [(name: String, type: String?)],
    definition: String? = nil
  ) throws(VectorFileError) {
    let staging = "tessera_rows_on_their_way"
    try take(rows.stream(path: table.shown), as: staging, isTemporary: true)
    let names = columns.map { SQLText.quoted($0.name, "\"") }
    let values = zip(names, columns).map { name, column in
      column.type.map { "CAST(\(name) AS \($0)) AS \(name)" } ?? name
    }
    let selection = "SELECT \(values.joined(separator: ", ")) FROM \(staging)"
    if table.presence == .replace { try run("DROP TABLE IF EXISTS \(table.quoted)") }
    let isNew = table.presence == .append ? "IF NOT EXISTS " : ""
    try run("CREATE TABLE \(isNew)\(table.quoted) \(definition.map { "(\($0))" } ?? "AS \(selection) WITH NO DATA")")
    try run("INSERT INTO \(table.quoted) (\(names.joined(separator: ", "))) \(selection)")
    try run("DROP TABLE \(staging)")
  }

  /// Those of some types that a server of PostgreSQL's has, under these names.
  func known(_ types: [String?]) throws(VectorFileError) -> [String?] {
    let names = Set(types.compactMap { $0 }).sorted()
    guard !names.isEmpty else { return types }
    let list = names.map { SQLText.quoted($0, "'") }.joined(separator: ", ")
    let known = try rows("SELECT t FROM unnest(ARRAY[\(list)]) AS t WHERE to_regtype(t) IS NOT NULL").texts()
    return types.map { type in type.flatMap { known.contains($0) ? $0 : nil } }
  }
}
