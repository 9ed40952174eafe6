internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Quantization
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera search`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the nearest rows of queries by the codes of the rows, and say how many were found.",
    usage: "tessera search <queries> --codebook <codebook> --codes <codes>|--data <rows> [-n <N>] [<options>]",
    discussion: """
      Distances are those to what the codes stand for. With --data the recall is told: the share of the nearest rows, by comparing with \
      all of them, that was found; --rerank measures some more rows by their own distance first. Results have the same bits for \
      every number of threads. --drop-bad-rows holds for the queries and for --data; rows keep the numbers that they have in its file, \
      counted from 0 (without --data: in the codes).

      Examples:
        tessera search queries.npy --codebook codebook.safetensors --codes codes.npy -o neighbours.npy
        tessera search queries.npy --codebook codebook.safetensors --data points.npy --rerank 100 -n 10
      """)

  @OptionGroup var data: DataOptions

  @Option(help: "The codebook that tessera codebook train wrote, or an index of faiss that has one.")
  var codebook: String

  @Option(help: "The codes of the rows, as tessera codebook encode writes them; without them --data is encoded.")
  var codes: String?

  @Option(name: .customLong("data"), help: "The rows themselves: for the recall, --rerank, or in place of codes.")
  var rows: String?

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many rows each query gets.", valueName: "N"))
  var count = 10

  @Option(help: ArgumentHelp("Find so many by their codes, and keep the nearest of them.", valueName: "R"))
  var rerank: Int?

  @Option(name: .shortAndLong, help: "The numbers of the rows found: .npy (int32), a line per query, nearest first.")
  var output: String?

  @Option(help: "Their Euclidean distances: .npy (float64).")
  var distancesOutput: String?

  func validate() throws {
    guard codes != nil || rows != nil else {
      throw ValidationError("Say what is searched: --codes codes.npy, or --data points.npy, which is encoded.")
    }
    guard count >= 1 else { throw ValidationError("-n is at least 1.") }
    if let rerank {
      guard rows != nil else { throw ValidationError("--rerank measures the rows themselves: name them with --data.") }
      guard rerank >= count else { throw ValidationError("--rerank is at least -n.") }
    }
    for path in [output, distancesOutput].compactMap({ $0 }) where OutputFormats.suffix(of: path) ?? ".npy" != ".npy" {
      throw ValidationError("Neighbours and distances are arrays, whose names end in .npy: \(path.shown).")
    }
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output, distancesOutput], inputs: [data.data, codebook, codes, rows], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let set = try data.instructionSet()
    let book = try InputFile(codebook).reading { () throws(VectorFileError) in try CodebookFile(contentsOf: codebook) }
    let queries = try data.read(columns: book.columns)
    let points = try rows.map {
      try NamedPoints.reading(
        $0, columns: book.columns, dropsBadRows: data.dropBadRows, threads: data.threads
      ) { data.note($0) }
    }
    for points in [queries, points].compactMap({ $0 }) { try book.requireColumns(of: points, codebook) }
    var seconds = SearchedReport.Seconds()
    seconds.read = watch.seconds
    var search = try SearchedRows(book, codebook, codes: codes, points, threads: data.threadCount, &seconds)
    (search.search.threadCount, search.search.instructionSet) = (data.threadCount, set)
    let found = try search.nearest(to: queries, count: count, reranking: rerank, &seconds)
    let recall = try search.recall(of: found, queries, &seconds)
    try queries.checkUnchanged()
    try points?.checkUnchanged()
    try SearchOutputs(neighbours: output, distances: distancesOutput).write(found, queries, points?.dataSummary)
    seconds.total = watch.seconds
    let report = SearchedReport(
      queries: queries.dataSummary, codebook: codebook, data: points?.dataSummary, rows: search.search.rows,
      count: found.count, reranked: rerank,
      recall: recall, threads: data.threadCount, instructionSet: set, seconds: seconds)
    let written = [output, distancesOutput].compactMap { $0.map(OutputPlace.shown) }
    try outputs.print(
      data.json ? JSONReport.text(report.json) : report.text(queries.title.shown, written: written))
  }
}
