internal import Matrices
public import VectorFiles

extension DatabaseOutput {
  /// Writes vectors in the type that the database searches: pgvector's `vector` in PostgreSQL, where it is installed, else `real[]`; in
  /// SQLite the bytes of Floats that sqlite-vec takes; `FLOAT[n]` in DuckDB.
  ///
  /// The keys are unique and never NULL in the new table, as VectorChord demands of `id`. What becomes of a table of that name is said in the
  /// path, and everything happens in one transaction, as of other outputs; rows that are added have to have keys of their own.
  ///
  /// - Returns: the type of the vectors, as the database calls it.
  /// - Throws: ``/VectorFiles/VectorFileError`` where the database refuses, or is none of these.
  public func write(_ table: VectorTable, to path: String) throws(VectorFileError) -> String {
    let place = try DatabaseTable(path)
    let vectors = ExportedVectors(table.vectors.converted(), place.driver == "sqlite" ? .blobs : .floats)
    var columns = table.keys.map { key in ExportedColumn(key.name, .int32 { key.values[$0] }) }
    columns.append(ExportedColumn("vector", .vectors(vectors)))
    let rows = ExportedRows(columns, count: table.vectors.rows, batchRows: vectors.batchRows)
    var type = ""
    try write(to: place) { connection throws(VectorFileError) in
      type = try vectorType(table.vectors.columns, of: place, on: connection)
      // Lists become vectors on their way from one table to the other.
      let cast = place.driver == "sqlite" ? nil : type
      try connection.put(
        rows, into: place, columns.map { (name: $0.name, type: $0.name == "vector" ? cast : nil) },
        definition: table.definition(vectors: type))
    }
    return type
  }

  private func vectorType(
    _ dimensions: Int, of table: DatabaseTable, on connection: DriverConnection
  ) throws(VectorFileError) -> String {
    switch table.driver {
    case "sqlite": return "BLOB"
    case "duckdb": return "FLOAT[\(dimensions)]"
    case "postgresql":
      // A table called vector has a type of that name, too, which is none of vectors; an extension may lie in any schema.
      let query = """
        SELECT CASE WHEN pg_type_is_visible(t.oid) THEN 'vector' ELSE quote_ident(n.nspname) || '.vector' END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'vector' AND t.typtype = 'b'
        AND has_schema_privilege(n.oid, 'USAGE') ORDER BY pg_type_is_visible(t.oid) DESC, n.nspname LIMIT 1
        """
      guard let name = try connection.rows(query).texts().first, dimensions <= Self.mostVectorDimensions else {
        return "real[]"
      }
      return "\(name)(\(dimensions))"
    default:
      throw OutputFailure(table.shown).make(
        "vectors of \(table.driver) are not known", "name a database of PostgreSQL, SQLite or DuckDB, or write a file")
    }
  }

  /// Those of pgvector's `vector`.
  private static let mostVectorDimensions = 16_000
}
