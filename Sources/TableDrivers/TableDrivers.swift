public import VectorFiles

/// Reads Parquet, Arrow, JSON, SQLite and DuckDB files and databases on servers through drivers that are found at run time.
///
/// ```swift
/// var reader = VectorFileReader()
/// reader.tableLoader = TableDrivers()
/// reader.query = "SELECT age, income FROM customers WHERE year = 2024 ORDER BY id"
/// let data = try reader.read("shop.sqlite")
/// ```
///
/// A driver is a library with the interface of ADBC (<https://arrow.apache.org/adbc/>); DuckDB's own library is one. Which
/// columns are points is decided as for tables of text: by name, by type, and by what they hold. See <doc:TableDrivers>.
public struct TableDrivers: TableLoader {
  /// Where drivers are looked for.
  public var search: DriverSearch

  public init(search: DriverSearch = DriverSearch()) { self.search = search }

  /// The drivers that files and the best known addresses need, and what for.
  public static let known: [(name: String, purpose: String)] = [
    ("duckdb", "Parquet, DuckDB, queries of tables"), ("sqlite", "SQLite"), ("postgresql", "PostgreSQL"),
  ]

  /// Where a driver was looked for in vain, and how it is installed; nil where it was found.
  public func problem(of driver: String) -> (places: String, hint: String)? {
    do throws(DriverLibrary.NotFound) {
      _ = try DriverLibrary.find(driver, search)
      return nil
    } catch {
      return (error.places, error.hint)
    }
  }

  public func isAddress(_ path: String) -> Bool { TableAddress(path) != nil }

  public func points(of table: LoadedTable, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    let source = try TableSource(table, search: search)
    let stream = try source.rows()
    var data = try TypedRows(stream, path: source.shownPath).points(source.title, reader)
    data.source = table
    return data
  }
}
