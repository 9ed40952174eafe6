internal import ArgumentParser
internal import Clustering
internal import ResidentMemory
internal import TableDrivers
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What every command that reads points understands.
struct DataOptions: ParsableArguments {
  @Argument(
    help: """
      The points, one row per point: a table of text, .npy, .npz, .safetensors, .h5, .fvecs, .fbin and the like; also packed by \
      gzip, zstd or zip; through drivers .parquet, SQLite and DuckDB files and postgresql://... A directory or a pattern \
      ('parts/*.npy'): its files one below the other. -: standard input.
      """)
  var data: String

  @Option(help: ArgumentHelp("The matrix to read, where a file holds several: also FILE:NAME.", valueName: "NAME"))
  var member: String?

  @Option(help: ArgumentHelp("What is asked of a database, or of a file called data in it.", valueName: "SQL"))
  var query: String?

  @OptionGroup(title: "Tables") var table: TableReadingOptions

  @Flag(help: "Leave out rows with NaN, infinite or missing values, and say how many; their label is -1.")
  var dropBadRows = false

  @Option(help: "Threads that work at once (default: one per processor). Results do not depend on it.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      """
      Hold the memory of the command near this much (512M, 2G), for files larger than it. What there is no room for goes to \
      files without names in the directory that TMPDIR names (else /var/tmp).
      """, valueName: "SIZE"),
    transform: { try ByteSize($0).count })
  var memoryLimit: Int?

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  @Flag(help: "Draw no progress line and write no notes.")
  var quiet = false

  func validate() throws {
    if let memoryLimit, memoryLimit < MemoryLimit.least {
      throw ValidationError("--memory-limit is at least \(MemoryLimit.least >> 20)M.")
    }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads lies in 1 ... 1024.") }
  }

  /// The kernels that the environment asks for.
  func instructionSet() throws(CommandFailure) -> InstructionSet {
    do {
      return try InstructionSet.selected()
    } catch {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.usage, message: error.description)
    }
  }

  /// The number of threads in use.
  var threadCount: Int { threads ?? ParallelRows.processorCount }

  /// Reads the points, and their weights where there are some.
  ///
  /// - Parameters:
  ///   - model: the model whose columns the points need, where there is one.
  ///   - columns: the names of those columns, where there is no model yet.
  ///   - keepsOriginal: whether an output repeats something of the file.
  ///   - repeats: what an output repeats of it.
  ///   - keepsMissing: whether missing values are kept, as NaN.
  ///   - skipped: columns that are no points, beside those that the options name.
  ///   - parts: the files to read in place of all that the path leads to.
  func read(
    weights: String? = nil, for model: ModelFile? = nil, columns: [String]? = nil, keepsOriginal: Bool = false,
    repeats: RowOutputs.Repetition = .cells, keepsMissing: Bool = false, skipping skipped: ColumnSelection? = nil,
    parts: [String]? = nil
  ) throws(VectorFileError) -> Points {
    try holdMemory()
    var reader = reader
    (reader.keepsOriginal, reader.keepsColumns) = (keepsOriginal, repeats == .columns)
    reader.keepsMissing = keepsMissing
    reader.table.modelColumns = model?.columns ?? columns
    if let skipped {
      reader.table.skippedColumns = ColumnSelection(names: (reader.table.skippedColumns?.items ?? []) + skipped.items)
    }
    let file = InputFile(TableAddress.shown(data))
    let line = line
    defer { line.clear() }
    reader.meter = line.meter(InputPath.title(of: file.path).shown)
    let watched = WatchedParts(areKept: reader.readsInPlace)
    reader.watched = watched.reading
    var found = try file.reading { () throws(VectorFileError) in
      if let parts { try reader.read(parts: parts) } else { try reader.read(data) }
    }
    try requireMemory(forRows: found.points.rows)
    if keepsOriginal, found.original == nil || repeats == .numbers {
      found.original = OriginalTable(
        found.points, headings: found.headings, type: found.elementType,
        lacksColumns: !found.leftAside.isEmpty, leftOutRows: found.droppedRowIndices)
    }
    let points = Points(file: file, parts: watched.kept, data: found, reader: reader)
    for line in TableNotes(path: points.title, data: points.data).lines { note(line) }
    guard let weights else { return points }
    return try points.weighted(by: weights)
  }

  /// A reader as the options say.
  var reader: VectorFileReader {
    var reader = VectorFileReader()
    reader.dropsBadRows = dropBadRows
    reader.table = table.options
    reader.member = member
    reader.query = query
    reader.threadCount = threads
    reader.readsInPlace = memoryLimit != nil
    reader.tableLoader = TableDrivers()
    reader.watched = WatchedParts(areKept: false).reading
    return reader
  }

  /// The line that shows how far some work is.
  var line: ShareLine { ShareLine(quiet: quiet) }

  /// Says something beside the result.
  func note(_ text: String) {
    if !quiet { StandardError.write(text + "\n") }
  }
}
