internal import ArgumentParser
internal import IndexFiles
internal import Matrices
internal import TableDrivers
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write centroids and codebooks as vector databases take them: files and tables.",
    usage: "tessera export <model> --to faiss|vectorchord|table|lance|npy -o <file> [<options>]",
    discussion: """
      faiss: an index for faiss.read_index, of lists (IndexIVFFlat, or with --codebook IndexIVFPQ) or of a codebook's codes; with \
      --data the rows are in it, and a search works at once. vectorchord: the table id, parent, vector of [build.external], in PostgreSQL or as CSV. \
      table: id, vector (of a codebook part, code, vector) in PostgreSQL, SQLite or DuckDB, in the type that is searched there: vector \
      where pgvector is, else real[]; sqlite-vec's bytes; FLOAT[n]. lance: ivf_centroids and pq_codebook, Arrow arrays for create_index. npy: arrays under cuVS's names. Numbers have 32 bits.

      Examples:
        tessera export model.safetensors --to faiss --data points.npy -o index.faiss
        tessera export model.safetensors --to vectorchord -o 'postgresql://me@host/shop?table=centroids'
        tessera export model.safetensors --to table -o 'shop.sqlite?table=centroids'
        tessera export model.safetensors --to lance --codebook codebook.safetensors --residuals -o arrays
      """)

  @Argument(help: "The model, as assign reads it, or a codebook.")
  var model: String

  @Option(help: ArgumentHelp("Who takes the files.", valueName: "faiss|vectorchord|table|lance|npy"))
  var to: ExportFormat

  @Option(
    name: .shortAndLong,
    help: """
      The file, - for standard output: .csv, .arrow or .npy, for faiss any other; a new folder for several arrays; 'shop.sqlite?table=NAME' \
      or 'postgresql://...?table=NAME', with &if-exists=replace or append for a table that is there already.
      """
  )
  var output: String

  @Option(help: "faiss: the rows to put into the index, in their order. Without them it is trained, and empty.")
  var data: String?

  @Flag(
    help: "Leave out rows of --data with NaN, infinite or missing values; ids are the numbers of all rows of the file.")
  var dropBadRows = false

  @Option(help: "The codebook for the rows in a model's lists (faiss, lance, npy).")
  var codebook: String?

  @Flag(help: "The codebook is of residuals: of what is left of rows after their centroids.")
  var residuals = false

  @Option(help: ArgumentHelp("faiss: how many lists a search looks into (default: the root of all).", valueName: "N"))
  var probes: Int?

  @Option(help: "vectorchord: a model of the level above: fewer centroids, of these.")
  var parents: String?

  @Option(help: "Threads that work at once (default: one per processor). Results do not depend on it.")
  var threads: Int?

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  @Flag(help: "Write no notes.")
  var quiet = false

  func validate() throws {
    let belongs: [(option: String, isGiven: Bool, formats: [ExportFormat])] = [
      ("--data", data != nil, [.faiss]), ("--probes", probes != nil, [.faiss]),
      ("--parents", parents != nil, [.vectorchord]), ("--codebook", codebook != nil, [.faiss, .lance, .npy]),
    ]
    for (option, isGiven, formats) in belongs where isGiven && !formats.contains(to) {
      throw ValidationError("\(option) goes with --to \(OutputFormats.list(formats.map(\.rawValue))).")
    }
    if dropBadRows, data == nil { throw ValidationError("--drop-bad-rows is for the rows of --data: name them.") }
    if residuals, codebook == nil { throw ValidationError("--residuals says what --codebook is of: name one.") }
    if codebook != nil, !residuals, to != .faiss {
      throw ValidationError(
        "\(to == .lance ? "Lance" : "cuVS") encodes residuals: train the codebook on these, and say --residuals.")
    }
    if let probes, probes < 1 { throw ValidationError("--probes is at least 1.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads lies in 1 ... 1024.") }
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [model, data, codebook, parents], json: json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    let source = try ExportSource(model, codebook: codebook)
    try source.check(for: to)
    if codebook != nil, source.codebook?.isOfResiduals == true, !residuals {
      throw ValidationError("\(codebook?.shown ?? "") is of residuals: say --residuals.")
    }
    if source.model == nil, probes != nil {
      throw ValidationError("--probes: \(model.shown) is a codebook, which has no lists; leave it out.")
    }
    let isFolder = to.isFolder(hasCentroids: source.model != nil, hasCodebook: source.codebook != nil)
    try to.check(output, isFolder: isFolder)
    if isFolder { try OutputFolder.checkWritable(output) } else { try outputs.checkWritable() }
    let points = try data.map { path in
      try NamedPoints.reading(
        path, columns: source.model?.columns, dropsBadRows: dropBadRows, threads: threads
      ) { note($0) }
    }
    if let points { try source.requireColumns(points.data.points.columns, points.title) }
    let above = try upper()
    if let above, let parents { try source.requireColumns(above.columns, parents) }
    noteSharedCentroids(source)
    var files: ExportedFiles
    do throws(IndexFileError) {
      files = try self.files(source, points, above: above)
    } catch {
      if let points, case .data(let error) = error { throw CommandFailure(error, points, centroids: model) }
      throw CommandFailure(error, of: error.isOfCodebook ? codebook ?? model : model)
    }
    try points?.checkUnchanged()
    try files.write(to: output, isFolder: isFolder)
    if let type = files.vectorType, type == "real[]" {
      note(
        "\(OutputPlace.shown(output)): the vectors are real[], since the database has no type vector, or none for so many "
          + "dimensions; CREATE EXTENSION vector where it is missing, and export again with &if-exists=replace")
    }
    let report = ExportReport(
      model: model, format: to, output: output, files: files, isFolder: isFolder,
      threads: threads ?? ParallelRows.processorCount, seconds: watch.seconds)
    try outputs.print(json ? JSONReport.text(report.json) : report.text)
  }

  private func files(
    _ source: ExportSource, _ points: Points?, above: Matrix<Double>?
  ) throws(IndexFileError) -> ExportedFiles {
    let (centroids, codebook) = (source.model?.centroids, source.codebook)
    switch to {
    case .faiss:
      return ExportedFiles(try source.index(points, isOfResiduals: residuals, probes: probes, threads: threads))
    case .vectorchord:
      guard let centroids else {
        throw .unusable(index: "codebook", reason: "has no centroids of lists; export a model of tessera fit")
      }
      return ExportedFiles(try CentroidTable(centroids: centroids, parents: above))
    case .table:
      if codebook?.rotation != nil {
        throw .unusable(index: "codebook", reason: "has a rotation, which a table has not; train it without --rotate")
      }
      if let centroids { return ExportedFiles(VectorTable(centroids: try CentroidTable(centroids: centroids))) }
      return ExportedFiles(VectorTable(try CodebookTable(codebooks: source.codebooks)))
    case .lance:
      if codebook?.rotation != nil {
        throw .unusable(index: "codebook", reason: "has a rotation, which Lance has not; train it without --rotate")
      }
      let arrays = try LanceArrays(centroids: centroids, codebook: codebook?.codebook)
      return ExportedFiles(arrays, lists: centroids?.rows, suffix: to.suffix)
    case .npy:
      let arrays = try CuVSArrays(centroids: centroids, codebook: codebook?.codebook, rotation: codebook?.rotation)
      return ExportedFiles(arrays, lists: centroids?.rows, suffix: to.suffix)
    }
  }

  /// Says where 32 bits cannot tell centroids or codes apart.
  private func noteSharedCentroids(_ source: ExportSource) {
    for (name, matrix) in source.matrices {
      guard let pair = matrix.rowsAlikeInSinglePrecision else { continue }
      note(
        "\(name) \(pair.first) and \(pair.second) differ, but not in 32 bits: rows of both go to the first; "
          + "take off the columns' means before the fit, or fit with --standardize")
    }
  }

  /// The level above.
  private func upper() throws(VectorFileError) -> Matrix<Double>? {
    guard let parents else { return nil }
    return try ModelFile.reading(parents).centroids
  }

  private func note(_ text: String) {
    if !quiet { StandardError.write(text + "\n") }
  }
}
