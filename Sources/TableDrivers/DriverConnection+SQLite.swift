internal import VectorFiles

extension DriverConnection {
  /// The rows of a query to SQLite, which knows a type of each value, while a stream has one for each column: among texts the driver writes
  /// fractions with six digits, and whole numbers beside them as fractions. Where a column has both, the query is asked once more, for all
  /// numbers of the column as texts that give them back.
  ///
  /// - Complexity: where there are columns of texts or bytes, the query runs twice, and a third time where fractions are among them.
  func rowsOfSQLite(
    _ query: String, options: [(key: String, value: String)]
  ) throws(VectorFileError) -> ArrowStream {
    let stream = try rows(query, options: options)
    let fields = try stream.schema().fields
    let open = fields.indices.filter { fields[$0].type.holdsTextsOrBytes }
    // What is no part of another query has no columns of several types.
    let isPart = !["PRAGMA", "EXPLAIN"].contains { SQLText.statement(query).uppercased().hasPrefix($0) }
    guard !open.isEmpty, isPart else { return stream }
    let names = fields.indices.map { "c\($0)" }
    // (No table of the query's is called so.)
    let table = "tessera_rows_of_the_query"
    let source = "WITH \(table)(\(names.joined(separator: ", "))) AS (\(SQLText.statement(query))\n)"
    var mixed: Set<Int> = []
    // (Expressions of SQLite's are a thousand levels deep at most.)
    for start in stride(from: 0, to: open.count, by: 100) {
      let some = open[start..<min(open.count, start + 100)]
      let flags = some.map { "max(typeof(c\($0)) = 'real')" }.joined(separator: " || ',' || ")
      let found = try rows("\(source) SELECT \(flags) || '' FROM \(table)").texts().first ?? ""
      for (column, flag) in zip(some, found.split(separator: ",")) where flag == "1" { mixed.insert(column) }
    }
    guard !mixed.isEmpty else { return stream }
    let selection = fields.indices.map { column in
      let value = mixed.contains(column) ? SQLText.exact(names[column]) : names[column]
      return "\(value) AS \(SQLText.quoted(fields[column].name, "\""))"
    }
    return try rows("\(source) SELECT \(selection.joined(separator: ", ")) FROM \(table)", options: options)
  }
}

extension SQLText {
  /// A query without spaces in front of it, what ends it, and remarks behind that.
  fileprivate static func statement(_ query: String) -> Substring {
    var rest = query.drop { $0.isWhitespace }
    while let end = rest.lastIndex(of: ";") {
      let lines = rest[rest.index(after: end)...].split(whereSeparator: \.isNewline)
      let isOver = lines.allSatisfy { line in
        let words = line.drop { $0.isWhitespace }
        return words.isEmpty || words.hasPrefix("--")
      }
      guard isOver else { break }
      rest = rest[..<end]
    }
    return rest
  }

  /// Numbers of one of SQLite's columns as the shortest of two texts that give them back, all else as it is.
  fileprivate static func exact(_ column: String) -> String {
    let text = "CAST(\(column) AS TEXT)"
    return """
      CASE typeof(\(column)) WHEN 'integer' THEN \(text) WHEN 'real' THEN
      CASE WHEN CAST(\(text) AS REAL) = \(column) THEN \(text) ELSE printf('%!.17g', \(column)) END ELSE \(column) END
      """
  }
}

extension ArrowType {
  fileprivate var holdsTextsOrBytes: Bool {
    switch self {
    case .texts, .blobs: true
    default: false
    }
  }
}
