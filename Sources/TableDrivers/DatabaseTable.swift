internal import CLibrary
internal import VectorFiles

/// A table of a database that an output goes to: `postgresql://me@host/shop?table=clusters`, `shop.sqlite?table=clusters`.
///
/// In front of the question mark stands what reads the database, too; behind it `table=NAME` and, where such a table may be
/// there already, `if-exists=replace` or `if-exists=append`. `%20` is a space in these values. What else stands there is the
/// server's (`sslmode=require`). Files are told by their names: `.sqlite`, `.sqlite3`, `.db` and `.duckdb`; a `.db` is
/// SQLite's unless it is a file of DuckDB's.
public struct DatabaseTable: Sendable, Equatable {
  /// What becomes of a table of the same name.
  enum Presence: String, CaseIterable { case fail, replace, append }

  /// The driver's name.
  let driver: String
  /// The address or the file of the database.
  let database: String
  /// nil for the usual one.
  let schema: String?
  let name: String
  let presence: Presence
  /// What errors call it.
  let shown: String
  /// Whether the database is a file rather than on a server.
  let isFile: Bool

  /// Whether an output of this name goes to a database, whatever else is wrong with it.
  public static func isNamed(by path: String) -> Bool { TableAddress(path) != nil || isFile(parts(of: path).database) }

  /// The file of the database that an output goes to; nil where it is on a server, or no database.
  public static func file(of path: String) -> String? {
    let database = parts(of: path).database
    return TableAddress(path) == nil && isFile(database) ? database : nil
  }

  /// - Throws: what is wrong with the name, as an output that cannot be created.
  init(_ path: String) throws(VectorFileError) {
    let (database, options, others) = Self.parts(of: path)
    shown = Self.shown(path)
    isFile = TableAddress(path) == nil
    if let other = others.first {
      throw OutputFailure(shown).make(
        "“\(other)” behind the file is unknown",
        "write table=NAME and if-exists=replace|append, and %26 for an & in a name")
    }
    for key in Self.keys where options.count(where: { $0.key == key }) > 1 {
      throw OutputFailure(shown).make("\(key)= is there more than once", "write it once")
    }
    var (table, presence) = ("", Presence.fail)
    for (key, value) in options {
      switch key {
      case "table": table = value
      default:
        guard let named = Presence(rawValue: value) else {
          throw OutputFailure(shown).make("if-exists=\(value) is unknown", "use fail, replace or append")
        }
        presence = named
      }
    }
    guard !table.isEmpty, !table.utf8.contains(0) else {
      throw OutputFailure(shown).make(
        "the name of a table is missing", "name one: '\(TableAddress.shown(database))?table=clusters'")
    }
    self.database = database
    driver = TableAddress(path)?.driver ?? Self.fileDriver(database)
    // A point separates the schema, as where tables are read; SQLite has none.
    let point = driver == "sqlite" ? nil : table.firstIndex(of: ".")
    schema = point.map { String(table[..<$0]) }
    name = point.map { String(table[table.index(after: $0)...]) } ?? table
    self.presence = presence
    guard !name.isEmpty, schema != "" else {
      throw OutputFailure(shown).make("“\(table)” names no table", "write SCHEMA.TABLE, or the table alone")
    }
  }

  /// The output without what nobody is to read: passwords, and options of a server.
  public static func shown(_ path: String) -> String {
    guard isNamed(by: path) else { return path }
    let (database, options, _) = parts(of: path)
    let shown = TableAddress.shown(database)
    guard let table = options.last(where: { $0.key == "table" }) else { return shown }
    return "\(shown)?table=\(table.value)"
  }

  /// How its rows come to it.
  var ingest: DriverConnection.Ingest {
    switch presence {
    case .fail: .create
    case .replace: .replace
    case .append: .createOrAppend
    }
  }

  /// The name as statements have it.
  var quoted: String { [schema, name].compactMap { $0.map { SQLText.quoted($0, "\"") } }.joined(separator: ".") }

  private static let keys = ["table", "if-exists"]

  /// The database, the values of what is said of the table, and what else stands behind a file, which knows nothing else. (What a server
  /// is to know is a part of its address.)
  private static func parts(
    of path: String
  ) -> (database: String, options: [(key: String, value: String)], others: [Substring]) {
    let isAddress = TableAddress(path) != nil
    // A file may have question marks in its name.
    let mark = path.indices.reversed().filter { path[$0] == "?" }.first { mark in
      isAddress || isFile(String(path[..<mark]))
        || keys.contains { path[path.index(after: mark)...].hasPrefix($0 + "=") }
    }
    guard let mark else { return (path, [], []) }
    var (options, rest): ([(key: String, value: String)], [Substring]) = ([], [])
    for part in path[path.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false) {
      if let key = keys.first(where: { part.hasPrefix($0 + "=") }) {
        options.append((key, decoded(part.dropFirst(key.utf8.count + 1))))
      } else {
        rest.append(part)
      }
    }
    let database = String(path[..<mark])
    guard isAddress else { return (database, options, rest) }
    return (database + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&")), options, [])
  }

  /// With `%XX` as the bytes they stand for.
  private static func decoded(_ text: Substring) -> String {
    var (bytes, rest) = ([UInt8](), Array(text.utf8)[...])
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isFile(_ path: String) -> Bool {
    [".sqlite", ".sqlite3", ".db", ".duckdb"].contains(OutputFormats.suffix(of: path) ?? "")
  }

  private static func fileDriver(_ path: String) -> String {
    if OutputFormats.suffix(of: path) == ".duckdb" { return "duckdb" }
    guard let file = fopen(path, "r") else { return "sqlite" }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 12)
    let count = fread(&start, 1, start.count, file)
    return start[..<count].dropFirst(8).elementsEqual("DUCK".utf8) ? "duckdb" : "sqlite"
  }
}

/// Makes the errors about outputs that cannot be created.
struct OutputFailure {
  let path: String

  init(_ path: String) { self.path = path }

  func make(_ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .cannotCreate, path: path, location: .file, problem: problem, advice: advice)
  }
}
