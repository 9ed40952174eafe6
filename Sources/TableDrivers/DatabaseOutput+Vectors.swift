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
    try write(to: place) { connection, isThere throws(VectorFileError) in
      type = try vectorType(table.vectors.columns, of: place, on: connection)
      if isThere { try checkDimensions(table.vectors.columns, type, of: place, on: connection) }
      // Lists become vectors on their way from one table to the other.
      let cast = place.driver == "sqlite" ? nil : type
      try connection.put(
        rows, into: place, columns.map { (name: $0.name, type: $0.name == "vector" ? cast : nil) },
        definition: table.definition(vectors: type), isThere: isThere)
    }
    return type
  }

  /// Bytes and arrays say nothing of their length: throws where those that are there have another one.
  private func checkDimensions(
    _ dimensions: Int, _ type: String, of table: DatabaseTable, on connection: DriverConnection
  ) throws(VectorFileError) {
    guard table.presence == .append else { return }
    let other: String
    switch type {
    case "BLOB": other = "length(\"vector\") <> \(4 * dimensions)"
    case "real[]": other = "array_length(\"vector\", 1) <> \(dimensions)"
    default: return
    }
    let query = "SELECT 'x' FROM \(table.quoted) WHERE \(other) LIMIT 1"
    guard try connection.rows(query, failure: .inputOutput).texts().isEmpty else {
      throw VectorFileError(
        kind: .inputOutput, path: table.shown, location: .file,
        problem: "the table has vectors of another number of dimensions than \(dimensions)",
        advice: "name another table, or add &if-exists=replace instead")
    }
  }

  private func vectorType(
    _ dimensions: Int, of table: DatabaseTable, on connection: DriverConnection
  ) throws(VectorFileError) -> String {
    switch table.driver {
    case "sqlite": return "BLOB"
    case "duckdb": return "FLOAT[\(dimensions)]"
    case "postgresql":
      guard let name = try connection.serverNames(of: ["vector"])["vector"], dimensions <= Self.mostVectorDimensions
      else { return "real[]" }
      return "\(name)(\(dimensions))"
    default:
      throw OutputFailure(table.shown).make(
        "vectors of \(table.driver) are not known", "name a database of PostgreSQL, SQLite or DuckDB, or write a file")
    }
  }

  /// Those of pgvector's `vector`.
  private static let mostVectorDimensions = 16_000
}
