internal import CLibrary
public import Matrices
public import VectorFiles

/// Tables in SQLite, DuckDB, PostgreSQL and what else has a driver: labels, distances, centroids.
///
/// ```swift
/// let formats = OutputFormats(OutputFormats.standard.all + [DatabaseOutput()])
/// let path = "postgresql://me@localhost/shop?table=clusters&if-exists=replace"
/// try formats.format(of: path)?.write(table, to: path)
/// ```
///
/// What becomes of a table that is there already is said in the name (``DatabaseTable``); without a word about it, it stays, and
/// the output is refused. Everything happens in one transaction: whatever ends the process, all rows are there or none, and
/// a table that is to be replaced is the old one or the new. Row numbers and whole ids are 64-bit integers, texts stay texts;
/// labels are 32-bit integers, distances and margins doubles, NULL where there is none.
///
/// Matrices have a row number, `row`, and a column per heading; without headings, or with those of a list (`emb[0]`, `emb[1]`, ...),
/// one column of vectors, `vector` or `emb`: arrays in PostgreSQL, to be cast to pgvector's `vector`, lists of fixed length in
/// DuckDB, and in SQLite the bytes of Floats as sqlite-vec has them.
public struct DatabaseOutput: OutputFormat {
  public let suffix = ""
  public let isTable = true
  /// Where drivers are looked for.
  public var search: DriverSearch

  public init(search: DriverSearch = DriverSearch()) { self.search = search }

  public func isFormat(of path: String) -> Bool { DatabaseTable.isNamed(by: path) }

  public func columnNames(_ headings: [String]) -> [String] { DistinctNames.names(headings) }

  /// Throws where there is no driver, no database, or a table that is not to be replaced: a database that is not there yet is
  /// not made.
  public func checkReady(_ path: String) throws(VectorFileError) {
    let table = try DatabaseTable(path)
    if let file = DatabaseTable.file(of: path) {
      try AtomicFile.checkReplaceable(file)
      try AtomicFile.checkWritable(file)
      guard access(file, F_OK) == 0 else {
        _ = try driver(of: table)
        return
      }
    }
    try checkPresence(of: table, connection(to: table).isThere(table))
  }

  public func write(_ table: OutputTable, to path: String) throws(VectorFileError) {
    try write(ExportedColumn.columns(of: table), rows: table.rows, to: DatabaseTable(path), table.meter)
  }

  public func write(
    _ matrix: Matrix<Double>, headings: [String], type: ElementType, to path: String
  ) throws(VectorFileError) {
    let table = try DatabaseTable(path)
    let isDouble = type == .float64
    var columns = [ExportedColumn("row", .int64 { Int64($0) })]
    if let name = VectorHeading.name(of: headings) {
      let isBlob = table.driver == "sqlite"
      let vectors = ExportedVectors(matrix, isBlob ? .blobs : isDouble ? .doubles : .floats)
      columns.append(ExportedColumn(name, .vectors(vectors)))
      return try write(columns, rows: matrix.rows, to: table, batchRows: vectors.batchRows)
    }
    for (column, name) in headings.enumerated() {
      let value = { (row: Int) in matrix[row, column].isNaN ? nil : matrix[row, column] }
      columns.append(ExportedColumn(name, isDouble ? .float64(value) : .float32 { value($0).map(Float.init) }))
    }
    try write(columns, rows: matrix.rows, to: table)
  }

  private func write(
    _ columns: [ExportedColumn], rows: Int, to table: DatabaseTable, _ meter: WorkMeter? = nil, batchRows: Int = 1 << 16
  ) throws(VectorFileError) {
    var columns = columns
    for (index, name) in columnNames(columns.map(\.name)).enumerated() { columns[index].name = name }
    let rows = ExportedRows(columns, count: rows, batchRows: batchRows, meter: meter)
    try write(to: table) { connection, isThere throws(VectorFileError) in
      try connection.deliver(rows, columns.map { (name: $0.name, type: nil) }, to: table, isThere: isThere)
    }
  }

  /// Does in one transaction what writes a table, where that may be written.
  ///
  /// - Parameter body: hears whether there is such a table already.
  func write(
    to table: DatabaseTable, _ body: (DriverConnection, _ isThere: Bool) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let isNew = table.isFile && access(table.database, F_OK) != 0
    do throws(VectorFileError) {
      let connection = try connection(to: table)
      // Asked before: a transaction of PostgreSQL's ends with a statement that fails.
      let isThere = connection.isThere(table)
      try checkPresence(of: table, isThere)
      try connection.inTransaction { () throws(VectorFileError) in try body(connection, isThere) }
    } catch {
      // The connection is closed, and a database that was not there holds nothing.
      if isNew { for end in ["", ".wal"] { unlink(table.database + end) } }
      throw error
    }
  }

  private func checkPresence(of table: DatabaseTable, _ isThere: Bool) throws(VectorFileError) {
    guard table.presence == .fail, isThere else { return }
    throw OutputFailure(table.shown).make(
      "the table is there already", "name another, or add &if-exists=replace, or &if-exists=append, to the name")
  }

  private func driver(of table: DatabaseTable) throws(VectorFileError) -> DriverLibrary {
    do throws(VectorFileError) {
      return try DriverLibrary.find(table.driver, search, for: table.shown)
    } catch {
      var error = error
      error.kind = .cannotCreate
      throw error
    }
  }

  private func connection(to table: DatabaseTable) throws(VectorFileError) -> DriverConnection {
    let driver = try driver(of: table)
    let options: [(key: String, value: String)] =
      switch (table.isFile, table.driver) {
      case (true, "sqlite"): [("uri", SQLText.uri(of: table.database, mode: "rwc"))]
      case (true, _): [("path", table.database)]
      case (false, _): [("uri", table.database)]
      }
    do throws(VectorFileError) {
      let connection = try DriverConnection(driver, options: options, path: table.shown)
      if table.driver == "sqlite" {
        // Who reads or writes it at the moment is waited for; a file that is none is found only when it is read.
        for statement in ["PRAGMA busy_timeout = 10000", "SELECT 1 FROM sqlite_master LIMIT 0"] {
          _ = try connection.rows(statement).next()
        }
      }
      return connection
    } catch {
      var error = error
      error.kind = .cannotCreate
      throw error
    }
  }
}
