internal import Matrices

/// Reads files of columns and databases, which this module names but does not read: `TableDrivers` has one.
public protocol TableLoader: Sendable {
  /// Whether a path is the address of a database, not a file.
  func isAddress(_ path: String) -> Bool

  /// The points of a table.
  func points(of table: LoadedTable, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData
}

/// The columns of a table as a ``TableLoader`` read them, in its own form, for outputs that repeat them.
package protocol KeptTable: AnyObject, Sendable {}

/// What is to be loaded.
public struct LoadedTable: Sendable {
  /// What stands behind a path.
  public enum Format: Sendable {
    case parquet, arrow, json, text, sqlite, duckDB
    /// A database on a server.
    case address
  }

  public var path: String
  public var format: Format
  /// What is asked of it; nil for its only table.
  public var query: String?
  /// The name of a table.
  public var member: String?

  public init(path: String, format: Format, query: String? = nil, member: String? = nil) {
    (self.path, self.format, self.query, self.member) = (path, format, query, member)
  }
}

/// A format that a ``TableLoader`` reads; without one, it is named.
struct LoadedFormat: MatrixFormat {
  let title: String
  let suffixes: [String] = []
  private let format: LoadedTable.Format
  private let foreign: ForeignFormat?

  private init(_ format: LoadedTable.Format, _ foreign: ForeignFormat) {
    (self.format, self.foreign, title) = (format, foreign, foreign.title)
  }

  /// The format for a query of a table that is else read here; nil where nothing can be asked.
  init?(asking other: any MatrixFormat) {
    guard other is TextFormat || other is JSONFormat else { return nil }
    (format, foreign, title) = (other is TextFormat ? .text : .json, nil, other.title)
  }

  static let all: [any MatrixFormat] = [
    LoadedFormat(.parquet, .parquet), LoadedFormat(.arrow, .arrow), LoadedFormat(.sqlite, .sqlite),
    LoadedFormat(.duckDB, .duckDB),
  ]

  func isFormat(of file: MappedFile) -> Bool { foreign?.isFormat(of: file) ?? false }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    guard let loader = reader.tableLoader else {
      if let foreign { return try foreign.points(of: file, reader) }
      throw file.failure(.file, "this is \(title), which answers no query without a loader", "set one")
    }
    guard file.isMapped, file.depth == 0 else {
      throw file.failure(
        .file, "this is \(title), whose driver reads files alone, not archives, pipes or memory",
        "name a file that holds it")
    }
    return try loader.points(
      of: LoadedTable(path: file.path, format: format, query: reader.query, member: reader.member), reader)
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    if reader.tableLoader == nil, let foreign { return try foreign.column(of: file, reader) }
    var reader = reader
    (reader.table, reader.dropsBadRows) = (.matrix, false)
    let points = try points(of: file, reader).points
    guard points.columns == 1 else { throw NumericColumn.failure(file.path, columns: points.columns) }
    return NumericColumn(path: file.path, values: points.inDoublePrecision.elements) { .row($0, column: nil) }
  }
}
