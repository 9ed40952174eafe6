internal import ArgumentParser
internal import Quantization
internal import Tessera
internal import VectorFiles

/// `tessera codebook encode`.
struct CodebookEncode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Write the codes of rows.",
    usage: "tessera codebook encode <data> --codebook <codebook> -o <codes> [<options>]",
    discussion: """
      Examples:
        tessera codebook encode new.npy --codebook codebook.safetensors -o codes.npy
        tessera codebook encode items.csv --codebook codebook.safetensors -o codes.csv
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var codebook: CodebookOption

  @Option(name: .shortAndLong, help: CodesOutput.help)
  var output: String

  @Flag(help: "Write the bytes of each row as .npy: the bits of all parts one after the other, as faiss packs them.")
  var packed = false

  private var codesOutput: CodesOutput { CodesOutput(path: output, isPacked: packed) }

  func validate() throws {
    try codesOutput.check()
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [data.data, codebook.codebook], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let encoded = try EncodedPoints(codebook, data, keepsIds: codesOutput.isTable)
    let distances = codesOutput.isTable ? try encoded.reconstruction().distances : []
    try codesOutput.write(
      encoded.codes, of: encoded.file, distances: distances, encoded.points, data)
    let (rows, bits) = (encoded.codes.rows, encoded.file.quantizer.bitsPerVector)
    guard data.json else {
      return try outputs.print(
        """
        \(encoded.points.title.shown): \(rows.counted("row")) in codes of \(bits.counted("bit"))
        wrote \(OutputPlace.shown(output))

        """)
    }
    let json: JSONValue = [
      "schema": "tessera.codebook.encode/1",
      "version": .string(TesseraVersion.current),
      "data": .data(encoded.points.dataSummary),
      "codebook": .path(codebook.codebook),
      "kind": .string(encoded.file.kind),
      "codes": .integers(encoded.file.codeCounts),
      "bitsPerVector": .integer(bits),
      "threads": .integer(data.threadCount),
      "seconds": [
        "read": .seconds(encoded.readSeconds), "encode": .seconds(encoded.encodeSeconds),
        "total": .seconds(watch.seconds),
      ],
    ]
    try outputs.print(JSONReport.text(json))
  }
}
