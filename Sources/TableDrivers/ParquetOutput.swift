public import Matrices
public import VectorFiles

/// Parquet, written by DuckDB's library where it is found.
///
/// ```swift
/// let formats = OutputFormats(OutputFormats.standard.all + [ParquetOutput()])
/// try formats.format(of: "labels.parquet")?.write(table, to: "labels.parquet")
/// ```
///
/// Row numbers are int64, and so are ids that are all written like whole numbers; other ids are texts. Labels are int32,
/// distances and margins float64, NULL where there is none; matrices are float64, or float32 as their data. DuckDB keeps no
/// two names apart that differ by the case of their letters only: the second gets a number (`A_2`).
public struct ParquetOutput: OutputFormat {
  public let suffix = ".parquet"
  public let isTable = true
  /// Where the driver is looked for.
  public var search: DriverSearch

  public init(search: DriverSearch = DriverSearch()) { self.search = search }

  public func checkReady(_ path: String) throws(VectorFileError) {
    try AtomicFile.checkReplaceable(path)
    _ = try driver(for: path)
  }

  func driver(for path: String) throws(VectorFileError) -> DriverLibrary {
    do throws(VectorFileError) {
      return try DriverLibrary.find("duckdb", search, for: path)
    } catch {
      var error = error
      error.kind = .cannotCreate
      throw error
    }
  }

  public func columnNames(_ headings: [String]) -> [String] { DistinctNames.names(headings) }

  public func write(_ table: OutputTable, to path: String) throws(VectorFileError) {
    try write(ExportedColumn.columns(of: table), rows: table.rows, to: path)
  }

  public func write(
    _ matrix: Matrix<Double>, headings: [String], type: ElementType, to path: String
  ) throws(VectorFileError) {
    let names = headings.isEmpty ? (0..<matrix.columns).map { "x\($0)" } : headings
    let columns = names.enumerated().map { column, name in
      type == .float64
        ? ExportedColumn(name, .float64 { matrix[$0, column] })
        : ExportedColumn(name, .float32 { Float(matrix[$0, column]) })
    }
    try write(columns, rows: matrix.rows, to: path)
  }

  /// Writes columns, whole or not at all.
  func write(_ columns: [ExportedColumn], rows: Int, to path: String) throws(VectorFileError) {
    var columns = columns
    for (index, name) in columnNames(columns.map(\.name)).enumerated() { columns[index].name = name }
    let connection = try DriverConnection(driver(for: path), options: [], path: path)
    try connection.take(ExportedRows(columns, count: rows).stream(path: path), as: "rows")
    try copy("rows", of: connection, to: path)
  }

  /// Writes a table, or what a query in parentheses answers.
  func copy(_ table: String, of connection: DriverConnection, to path: String) throws(VectorFileError) {
    try AtomicFile.write(to: path) { name throws(VectorFileError) in
      do throws(VectorFileError) {
        _ = try connection.rows(
          "COPY \(table) TO \(SQLText.quoted(name, "'")) (FORMAT parquet, USE_TMP_FILE false)",
          failure: .inputOutput
        ).next()
      } catch {
        var error = error
        error.problem = "writing failed: \(error.problem.replacing("\"\(name)\"", with: "“\(path)”"))"
        error.advice = "free some space or write elsewhere"
        throw error
      }
    }
  }
}
