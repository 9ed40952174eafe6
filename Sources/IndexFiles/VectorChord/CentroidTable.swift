internal import Clustering
public import Matrices
public import VectorFiles

/// Centroids as the table that VectorChord builds an index from (`[build.external]`): id, parent, vector.
///
/// ```swift
/// try CentroidTable(centroids: model.centroids).write(to: "centroids.csv")
/// ```
/// ```sql
/// CREATE TABLE centroids (id integer NOT NULL UNIQUE, parent integer, vector vector(128));
/// \copy centroids FROM 'centroids.csv' WITH (FORMAT csv, HEADER)
/// ```
///
/// The id of a centroid is its number. Without a level above, no centroid has a parent; with one, these follow the centroids, with the
/// numbers behind theirs, and each centroid's parent is the nearest of them, as an assignment finds it. One that is nearest to none is
/// left out: the children of all of an index's nodes are to be of one depth.
///
/// Source: <https://docs.vectorchord.ai/vectorchord/usage/external-index-precomputation.html>.
public struct CentroidTable: Sendable, Equatable {
  /// A row of the table.
  public struct Row: Sendable, Equatable {
    public var id: Int
    /// nil for those at the top.
    public var parent: Int?
    /// float32, as pgvector has it.
    public var vector: [Float]
  }

  public let rows: [Row]

  /// - Parameters:
  ///   - centroids: [lists, dimensions], finite.
  ///   - parents: the level above, [fewer, dimensions], finite: centroids of the centroids.
  /// - Throws: ``IndexFileError``, where the numbers of columns differ or a number is beyond 32 bits.
  public init(centroids: Matrix<Double>, parents: Matrix<Double>? = nil) throws(IndexFileError) {
    let vectors = try centroids.inSinglePrecision()
    guard let parents else {
      rows = (0..<vectors.rows).map { Row(id: $0, parent: nil, vector: vectors.row($0)) }
      return
    }
    guard parents.columns == centroids.columns else {
      throw .columnCount(parents.columns, expected: centroids.columns)
    }
    let upper = try parents.inSinglePrecision()
    let labels: [Int32]
    do { labels = try centroids.assigned(to: parents).labels } catch { throw .data(error) }
    var ids: [Int32: Int] = [:]
    for label in Set(labels).sorted() { ids[label] = vectors.rows + ids.count }
    rows =
      (0..<vectors.rows).map { Row(id: $0, parent: ids[labels[$0]], vector: vectors.row($0)) }
      + ids.sorted { $0.value < $1.value }.map { Row(id: $0.value, parent: nil, vector: upper.row(Int($0.key))) }
  }

  /// Writes it as CSV with headings, whole or not at all; vectors are those of pgvector, `[1.5,-2.0]`, and no parent is an empty cell.
  public func write(to path: String) throws(VectorFileError) {
    var text = "id,parent,vector\n"
    for row in rows {
      let vector = row.vector.map { "\($0)" }.joined(separator: ",")
      text += "\(row.id),\(row.parent.map(String.init) ?? ""),\"[\(vector)]\"\n"
    }
    try AtomicFile.write(text, to: path)
  }
}
