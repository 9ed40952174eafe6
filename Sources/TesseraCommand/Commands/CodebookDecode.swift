internal import ArgumentParser
internal import Quantization
internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// `tessera codebook decode`.
struct CodebookDecode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Write what codes stand for.",
    usage: "tessera codebook decode <codes> --codebook <codebook> -o <vectors> [<options>]",
    discussion: """
      Example:
        tessera codebook decode codes.npy --codebook codebook.safetensors -o approximations.npy
      """)

  @Argument(help: "The codes, as tessera codebook encode wrote them.")
  var codes: String

  @OptionGroup var codebook: CodebookOption

  @Option(
    name: .shortAndLong, help: "The vectors: .npy (float64), or .csv, .tsv or .parquet; - for standard output.")
  var output: String

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  func validate() throws {
    if output != "-", OutputPlace.formats.format(of: output) == nil {
      throw ValidationError("The name of the vectors ends in \(OutputPlace.formats.list): \(output.shown).")
    }
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [codes, codebook.codebook], json: json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let file = try codebook.read()
    let quantizer = file.quantizer
    let found = try InputFile(codes).reading { () throws(VectorFileError) in
      try CodesFile.read(codes, of: file, tableLoader: TableDrivers())
    }
    CurrentTask.set("decode \(found.rows.counted("row")) of \(codes.shown)")
    let vectors: Matrix<Double>
    do {
      vectors = try quantizer.decode(found)
    } catch {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.badData, message: "\(codes.shown): \(error)")
    }
    let place = OutputPlace(output)
    try place.format.write(
      vectors, headings: place.format.columnNames(file.columns ?? []), type: .float64, to: place.path)
    guard json else {
      return try outputs.print(
        """
        \(codes.shown): \(found.rows.counted("row")) x \(quantizer.dimensions.counted("dimension"))
        wrote \(OutputPlace.shown(output))

        """)
    }
    try outputs.print(
      JSONReport.text([
        "schema": "tessera.codebook.decode/1",
        "version": .string(TesseraVersion.current),
        "codes": .path(codes),
        "codebook": .path(codebook.codebook),
        "kind": .string(file.kind),
        "rows": .integer(found.rows),
        "dimensions": .integer(quantizer.dimensions),
        "seconds": ["total": .seconds(watch.seconds)],
      ]))
  }
}
