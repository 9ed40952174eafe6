internal import ArgumentParser
internal import Clustering
internal import Palettes
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera palettize`.
struct Palettize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the weights of a model codes of tables, each table the best possible.",
    usage: """
      tessera palettize <model.safetensors> --bits <B> -o <output.safetensors> [<options>]
      tessera palettize <palettes.safetensors> --dequantize -o <model.safetensors>
      """,
    discussion: """
      A table has 2^B numbers of the tensor's own type, and no table of as many real numbers has less error than the optimum that is \
      reported. Tensors that are no weights, or for which nothing is saved, are copied. A model in several files: palettize each, \
      since no table is of two tensors. The layout: the page LayoutOfPalettes of the documentation.

      Examples:
        tessera palettize m.safetensors --bits 4 --group-size 64 -o p.safetensors
        tessera palettize m.safetensors --bits 3 --vector 2 -o p.safetensors
        tessera palettize p.safetensors --dequantize -o again.safetensors
      """)

  @Argument(help: "The model, or palettes with --dequantize: .safetensors.")
  var model: String

  @Option(help: ArgumentHelp("Bits of a code: 1 to 8.", valueName: "B"))
  var bits: Int?

  @Option(
    help: ArgumentHelp(
      """
      Weights that share a table: so many that follow each other, the last axis running fastest (a part of a row, a row, several \
      rows); or channel, those of one index of the first axis; without it, all of a tensor.
      """, valueName: "G|channel"))
  var groupSize: GroupSize?

  @Option(
    help: ArgumentHelp(
      """
      A code stands for so many weights along the input axis (axis 1): the table has vectors, by k-means, of which no optimum is known.
      """, valueName: "D"))
  var vector = 1

  @Option(
    help: ArgumentHelp(
      """
      How much the squared error of weights counts: .safetensors with tensors of the same names, one number per weight (Fisher), or \
      one per index of the input axis (activations).
      """, valueName: "F"))
  var importance: String?

  @Flag(help: "Make weights of palettes again.")
  var dequantize = false

  @Option(help: "Decides the start of tables of vectors: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(name: .shortAndLong, help: "What is written: .safetensors.")
  var output: String

  @Option(help: "Threads that work at once (default: one per processor). Results do not depend on it.")
  var threads: Int?

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads lies in 1 ... 1024.") }
    if dequantize {
      let options = [
        ("bits", bits != nil), ("group-size", groupSize != nil), ("vector", vector != 1),
        ("importance", importance != nil),
        ("seed", seed != 0),
      ]
      if let (name, _) = options.first(where: { $0.1 }) {
        throw ValidationError("--\(name) is not for --dequantize: palettes say what they are.")
      }
    } else {
      guard let bits else { throw ValidationError("--bits is missing: 1 to 8, or --dequantize.") }
      guard (1...8).contains(bits) else { throw ValidationError("--bits lies in 1 ... 8.") }
    }
    guard vector >= 1 else { throw ValidationError("--vector is at least 1.") }
    if vector == 1, seed != 0 {
      throw ValidationError("--seed: tables of single weights draw nothing, only those of --vector do; leave it out.")
    }
    guard ModelFile.isSafeTensors(output) else {
      throw ValidationError("The name of the output ends in .safetensors: \(output.shown).")
    }
    if InputPath(model).hasParts || model.lowercased().hasSuffix(".json") {
      throw ValidationError(
        "\(model.shown) is a model in several files: palettize each .safetensors by itself, no table is of two tensors."
      )
    }
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    StopSignal.install()
    let input = InputFile(model)
    let fisher = importance.map(InputFile.init)
    CurrentTask.set("palettize \(model)")
    if dequantize {
      let count = try answered([input]) { () throws(PaletteFileError) in
        try PaletteFile.dequantize(model, to: output, threadCount: threads)
      }
      let report = DequantizeReport(path: model, output: output, tensors: count, seconds: watch.seconds)
      return try outputs.print(json ? JSONReport.text(report.json) : report.text)
    }
    let options = options
    let summary = try answered([input, fisher].compactMap { $0 }) { () throws(PaletteFileError) in
      try PaletteFile.palettize(model, importances: importance, options, to: output)
    }
    let report = PalettizeReport(
      path: model, output: output, importance: importance, options: options, summary: summary, seconds: watch.seconds)
    try outputs.print(json ? JSONReport.text(report.json) : report.text)
  }

  private var options: PaletteOptions {
    var options = PaletteOptions(bits: bits ?? 1)
    options.grouping = groupSize?.grouping ?? .tensor
    (options.vectorLength, options.seed, options.threadCount) = (vector, seed, threads)
    options.cancellation = StopSignal.cancellation
    return options
  }

  private func answered<Value>(
    _ inputs: [InputFile], _ body: () throws(PaletteFileError) -> Value
  ) throws -> Value {
    let result = Result { () throws(PaletteFileError) in try body() }
    for input in inputs { try input.check() }
    do throws(PaletteFileError) {
      return try result.get()
    } catch {
      switch error {
      case .file(let error): throw error
      case .interrupted:
        throw CommandFailure(exitCode: 128 + (StopSignal.received ?? 2), message: error.description)
      }
    }
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths([output], inputs: [model, importance], json: json)
  }
}

/// The value of `--group-size`.
struct GroupSize: ExpressibleByArgument {
  let grouping: PaletteOptions.Grouping

  init?(argument: String) {
    if argument == "channel" {
      grouping = .channel
    } else {
      guard let size = Int(argument), size >= 1 else { return nil }
      grouping = .size(size)
    }
  }
}
