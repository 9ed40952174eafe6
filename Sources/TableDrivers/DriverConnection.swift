internal import CArrowInterface
internal import VectorFiles

/// A database that is open: what is asked of it comes as a stream.
///
/// What is released last is held by what is released first: arrays, streams, statements, the connection, the database. The
/// structures lie where they are for good, since drivers keep their addresses.
final class DriverConnection {
  let driver: DriverLibrary
  /// What errors call it.
  private let path: String
  private let database: UnsafeMutablePointer<AdbcObject>
  private let connection: UnsafeMutablePointer<AdbcObject>
  private var (hasDatabase, hasConnection) = (false, false)

  init(_ driver: DriverLibrary, options: [(key: String, value: String)], path: String) throws(VectorFileError) {
    (self.driver, self.path) = (driver, path)
    database = .allocate(capacity: 1)
    connection = .allocate(capacity: 1)
    let functions = driver.functions.pointee
    for object in [database, connection] {
      object.initialize(to: AdbcObject(private_data: nil, private_driver: driver.functions))
    }
    try call(functions.databaseNew, .noInput) { [database] in $0(database, $1) }
    hasDatabase = true
    for option in options {
      try call(functions.databaseSetOption, .noInput) { [database] in $0(database, option.key, option.value, $1) }
    }
    try call(functions.databaseInit, .noInput) { [database] in $0(database, $1) }
    try call(functions.connectionNew, .noInput) { [connection] in $0(connection, $1) }
    hasConnection = true
    try call(functions.connectionInit, .noInput) { [connection, database] in $0(connection, database, $1) }
  }

  deinit {
    var error = AdbcError()
    let functions = driver.functions.pointee
    if hasConnection { _ = functions.connectionRelease?(connection, &error) }
    error.release?(&error)
    error = AdbcError()
    if hasDatabase { _ = functions.databaseRelease?(database, &error) }
    error.release?(&error)
    connection.deallocate()
    database.deallocate()
  }

  /// Asks for rows.
  ///
  /// - Parameters:
  ///   - options: options of the statement; those that the driver does not know are passed over.
  ///   - kind: what sort of failure it is where the driver refuses.
  func rows(
    _ query: String, options: [(key: String, value: String)] = [], failure kind: VectorFileError.Kind = .badData
  ) throws(VectorFileError) -> ArrowStream {
    let statement = try Statement(self)
    let functions = driver.functions.pointee
    for option in options {
      var error = AdbcError()
      _ = functions.statementSetOption?(statement.object, option.key, option.value, &error)
      error.release?(&error)
    }
    try call(functions.statementSetSqlQuery, kind) { $0(statement.object, query, $1) }
    let stream = ArrowStream(path: path, owner: statement, driver: driver)
    try call(functions.statementExecuteQuery, kind) { $0(statement.object, stream.pointer, nil, $1) }
    return stream
  }

  /// The columns that a query answers. Its rows, none, are read to their end: a query that is left half-way holds DuckDB's transaction
  /// open, and the next one is not begun.
  func fields(
    of query: String, failure kind: VectorFileError.Kind = .badData
  ) throws(VectorFileError) -> [ArrowField] {
    let stream = try rows(query + " LIMIT 0", failure: kind)
    let fields = try stream.schema().fields
    while try stream.next() != nil {}
    return fields
  }

  /// Runs a statement that answers no rows.
  func run(_ text: String) throws(VectorFileError) {
    let statement = try Statement(self)
    let functions = driver.functions.pointee
    try call(functions.statementSetSqlQuery, .inputOutput) { $0(statement.object, text, $1) }
    try call(functions.statementExecuteQuery, .inputOutput) { $0(statement.object, nil, nil, $1) }
  }

  /// How a table comes to its rows.
  enum Ingest: String {
    case create, replace
    case createOrAppend = "create_append"
  }

  /// Lets the database take rows, all of them.
  ///
  /// - Parameters:
  ///   - schema: where the table lies; nil for the usual place.
  ///   - isTemporary: whether the table ends with the connection, and nobody else sees it.
  func take(
    _ rows: ArrowStream, as table: String, in schema: String? = nil, mode: Ingest = .create, isTemporary: Bool = false
  ) throws(VectorFileError) {
    let statement = try Statement(self)
    let functions = driver.functions.pointee
    var options = [("adbc.ingest.target_table", table), ("adbc.ingest.mode", "adbc.ingest.mode.\(mode.rawValue)")]
    if let schema { options.append(("adbc.ingest.target_db_schema", schema)) }
    if isTemporary { options.append(("adbc.ingest.temporary", "true")) }
    for (key, value) in options {
      try call(functions.statementSetOption, .inputOutput) { $0(statement.object, key, value, $1) }
    }
    try call(functions.statementBindStream, .inputOutput) { $0(statement.object, rows.pointer, $1) }
    // It is the driver's now.
    rows.pointer.pointee.release = nil
    try call(functions.statementExecuteQuery, .inputOutput) { $0(statement.object, nil, nil, $1) }
  }

  /// Does something of which the database keeps all or, where it fails or the process ends, nothing.
  func inTransaction(_ body: () throws(VectorFileError) -> Void) throws(VectorFileError) {
    let functions = driver.functions.pointee
    try call(functions.connectionSetOption, .inputOutput) { [connection] in
      $0(connection, "adbc.connection.autocommit", "false", $1)
    }
    do throws(VectorFileError) {
      try body()
      try call(functions.connectionCommit, .inputOutput) { [connection] in $0(connection, $1) }
    } catch {
      try? call(functions.connectionRollback) { [connection] in $0(connection, $1) }
      throw error
    }
  }

  /// Calls a function of the driver.
  private func call<Function>(
    _ function: Function?, _ kind: VectorFileError.Kind = .badData,
    _ body: (Function, UnsafeMutablePointer<AdbcError>) -> AdbcStatus
  ) throws(VectorFileError) {
    var error = AdbcError()
    guard let function else {
      throw VectorFileError(
        kind: .inputOutput, path: path, location: .file, problem: "\(driver.place) lacks a function",
        advice: "install another version of the driver")
    }
    let status = body(function, &error)
    guard status != 0 else { return }
    throw VectorFileError(
      kind: kind, path: path, location: .file, problem: DriverLibrary.words(of: &error, status), advice: "")
  }

  private final class Statement {
    let object: UnsafeMutablePointer<AdbcObject>
    private let connection: DriverConnection
    private var isNew = false

    init(_ connection: DriverConnection) throws(VectorFileError) {
      self.connection = connection
      object = .allocate(capacity: 1)
      object.initialize(to: AdbcObject(private_data: nil, private_driver: connection.driver.functions))
      try connection.call(connection.driver.functions.pointee.statementNew) { [object] in
        $0(connection.connection, object, $1)
      }
      isNew = true
    }

    deinit {
      var error = AdbcError()
      if isNew { _ = connection.driver.functions.pointee.statementRelease?(object, &error) }
      error.release?(&error)
      object.deallocate()
    }
  }
}
