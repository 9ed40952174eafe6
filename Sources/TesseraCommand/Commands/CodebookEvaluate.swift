internal import ArgumentParser
internal import Clustering
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera codebook evaluate`.
struct CodebookEvaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure codebooks on rows: their distortion, and how evenly codes are used.",
    usage: "tessera codebook evaluate <data> --codebook <codebook> [<options>]",
    discussion: """
      Example:
        tessera codebook evaluate new.npy --codebook codebook.safetensors --report usage.html
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var codebook: CodebookOption

  @Option(help: "A page that shows how evenly codes are used: one .html file that needs nothing beside it.")
  var report: String?

  func validate() throws {
    try PageOutput.check(report)
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([report], inputs: [data.data, codebook.codebook], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let encoded = try EncodedPoints(codebook, data, keepsIds: false)
    let points = encoded.points
    let coding = CodingSummary(encoded.codes, try encoded.reconstruction(), encoded.file, points.data.points)
    guard coding.distortion.isFinite else { throw CommandFailure(ClusteringError.inertiaNotRepresentable, points) }
    let told = CodebookReport(
      file: encoded.file, data: points.dataSummary, coding: coding, threads: data.threadCount,
      instructionSet: try data.instructionSet().rawValue,
      seconds: [("read", encoded.readSeconds), ("encode", encoded.encodeSeconds), ("total", watch.seconds)],
      written: [report].compactMap { $0 })
    if let report { try AtomicFile.write(CodebookPage(report: told).text, to: report) }
    try outputs.print(data.json ? JSONReport.text(told.json(schema: "tessera.codebook.evaluate/1")) : told.text)
  }
}
