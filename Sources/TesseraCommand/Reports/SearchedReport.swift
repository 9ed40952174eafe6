internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What a search has to say.
struct SearchedReport {
  let queries: DataSummary
  let codebook: String
  /// The rows themselves, where they were given.
  let data: DataSummary?
  /// How many rows were searched.
  let rows: Int
  let count: Int
  /// How many rows of each query were measured by their own distance; nil: none.
  let reranked: Int?
  /// The share of the nearest rows that were found; nil where the rows were not given.
  let recall: Double?
  let threads: Int
  let instructionSet: InstructionSet
  var seconds = Seconds()

  struct Seconds {
    var read = 0.0
    /// Nothing where codes were given.
    var encode = 0.0
    var search = 0.0
    /// Of the exact neighbours.
    var exact = 0.0
    var total = 0.0
  }

  var json: JSONValue {
    .object([
      .init(key: "schema", value: "tessera.search/1"),
      .init(key: "version", value: .string(TesseraVersion.current)),
      .init(key: "queries", value: .data(queries)),
      .init(key: "codebook", value: .path(codebook)),
      .init(key: "data", value: data.map { .data($0) } ?? .null),
      .init(key: "rows", value: .integer(rows)),
      .init(key: "count", value: .integer(count)),
      .init(key: "reranked", value: reranked.map { .integer($0) } ?? .null),
      .init(key: "recall", value: recall.map { .number($0) } ?? .null),
      .init(key: "threads", value: .integer(threads)),
      .init(key: "instructionSet", value: .string(instructionSet.rawValue)),
      .init(
        key: "seconds",
        value: [
          "read": .seconds(seconds.read), "encode": .seconds(seconds.encode), "search": .seconds(seconds.search),
          "exact": .seconds(seconds.exact), "total": .seconds(seconds.total),
        ]),
    ])
  }

  /// - Parameter written: the files, as messages call them.
  func text(_ title: String, written: [String]) -> String {
    let micro = seconds.search / Double(max(1, queries.rows)) * 1e6
    let again = reranked.map { ", the best of \($0) by their own distance" } ?? ""
    let share = recall.map { "recall@\(count): \($0.significant(4))\n" } ?? ""
    let files = written.isEmpty ? "" : "wrote \(written.joined(separator: ", "))\n"
    return """
      \(title): \(queries.rows == 1 ? "1 query" : "\(queries.rows) queries")
      \(codebook.shown): \(rows.counted("row")), \(count) nearest each\(again)
      \(share)search: \(micro.significant(3)) us per query
      \(files)
      """
  }
}
