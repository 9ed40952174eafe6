internal import Matrices
public import VectorFiles

extension DatabaseOutput {
  /// Writes a table once more, with the columns `cluster` and `distance` behind its own, in one transaction as other outputs.
  ///
  /// All columns of the data are there, points or not, in their types: of databases, files of columns and queries those that the driver
  /// gives; of text whole numbers of 64 bits, doubles and texts, by what all cells of a column are. Missing values are NULL, and `007`
  /// stays a text. What the other database lacks becomes the nearest that it has, which is noted; PostgreSQL has its own `numeric`, `uuid`,
  /// `json`, `jsonb`, `vector` and `halfvec` back. Names are made to differ by more than the case of their letters (`X_2`).
  ///
  /// - Parameters:
  ///   - data: read with ``/VectorFiles/VectorFileReader/keepsOriginal`` and ``/VectorFiles/VectorFileReader/keepsColumns``, and written once.
  ///   - labels: one per row of the data; -1 for rows that were left out.
  ///   - distances: one per row of the data; NaN where there is none.
  ///   - meter: hears how many rows are written.
  /// - Returns: what is not as one may expect, in words.
  public func annotate(
    _ data: VectorData, labels: [Int32], distances: [Double], to path: String, meter: WorkMeter? = nil
  ) throws(VectorFileError) -> [String] {
    let place = try DatabaseTable(path)
    let source = try RepeatedSource(data, rows: labels.count, to: place)
    let added = [ExportedColumn("cluster", .int32 { labels[$0] }), ExportedColumn("distance", distances)]
    let headings = source.rows.names + added.map(\.name)
    let names = columnNames(headings)
    var columns = added
    for (index, name) in names.suffix(added.count).enumerated() { columns[index].name = name }
    let rows = ExportedRows(columns, count: labels.count, meter: meter, behind: source.rows)
    do throws(VectorFileError) {
      try write(to: place) { connection, isThere throws(VectorFileError) in
        let known = try connection.serverNames(of: Set(source.serverTypes.compactMap { $0 }).sorted())
        let columns = names.enumerated().map { index, name in
          let type = index < source.serverTypes.count ? source.serverTypes[index] : nil
          return (name: name, type: type.flatMap { known[$0] })
        }
        try connection.deliver(rows, columns, to: place, isThere: isThere)
      }
    } catch {
      var error = rows.failure ?? error
      error.path = place.shown
      if error.advice.isEmpty, data.kept != nil, error.problem.lowercased().contains("type") {
        error.advice = "a column that the database does not take is left out, or cast, in a query (--query)"
      }
      throw error
    }
    return source.notes
      + zip(headings, names).filter { $0 != $1 }.map { "the column “\($0)” is called “\($1)” there" }
  }
}

/// What an annotated table repeats.
private struct RepeatedSource {
  let rows: any RepeatedRows
  /// The types of the server that the columns come from, or are to have; nil where those of the driver will do.
  var serverTypes: [String?]
  var notes: [String] = []

  init(_ data: VectorData, rows count: Int, to place: DatabaseTable) throws(VectorFileError) {
    if let batches = data.kept as? KeptBatches {
      guard !batches.isTaken else {
        throw OutputFailure(place.shown).make("the rows were written already", "read them again")
      }
      try Self.check(batches, place)
      let repeated = RepeatedBatches(batches, to: place.driver)
      (rows, notes) = (repeated, repeated.notes)
      serverTypes = place.driver == "postgresql" ? batches.fields.fields.map(\.serverType) : []
      return
    }
    serverTypes = []
    switch data.original?.content {
    case .text(let text)?: rows = try RepeatedText(text, rows: count)
    case .numbers?, nil:
      rows = RepeatedColumns(try data.originalColumns(rows: count), rows: count)
      if data.original?.lacksColumns == true { notes.append("columns that are no points are not written") }
      if data.droppedRows > 0 { notes.append("the cells of rows that were left out are NULL") }
    }
  }

  /// Throws where a column of PostgreSQL's is sent as bytes that only PostgreSQL understands, or in a unit of its own.
  private static func check(_ batches: KeptBatches, _ place: DatabaseTable) throws(VectorFileError) {
    for field in batches.fields.fields {
      guard let type = field.sentType, field.isUnreadable else { continue }
      throw OutputFailure(place.shown).make(
        "“\(field.name)” is \(type), which comes in a form of PostgreSQL's own",
        "cast it in a query (--query 'SELECT ..., \(field.name)::text AS \(field.name) FROM ...'), or leave it out")
    }
  }
}
