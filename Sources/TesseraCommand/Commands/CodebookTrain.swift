internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Quantization
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera codebook train`.
struct CodebookTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train codebooks and write them.",
    usage: "tessera codebook train <data> -k <K> | --product <MxK> | --residual <LxK> | ... -o <codebook> [<options>]",
    discussion: """
      Codebooks are those of k-means; the same seed gives the same bits. The distortion is the mean over rows of the squared distance \
      to what their codes stand for.

      Examples:
        tessera codebook train sift.npy --product 8x256 --rotate -o codebook.safetensors
        tessera codebook train items.csv --residual 3x256 --balanced --unique -o ids.safetensors --codes-output ids.csv
      """)

  @OptionGroup(title: "Quantizers") var kind: CodebookKindOptions
  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Training") var training: CodebookTrainingOptions

  @Option(name: .shortAndLong, help: "The codebooks: .safetensors.")
  var output: String

  @Option(help: CodesOutput.help)
  var codesOutput: String?

  @Option(help: "A page that shows how evenly codes are used: one .html file that needs nothing beside it.")
  var report: String?

  func validate() throws {
    guard OutputFormats.suffix(of: output) == ".safetensors" else {
      throw ValidationError("The name of the codebooks ends in .safetensors: \(output.shown).")
    }
    if kind.unique, codesOutput == nil {
      throw ValidationError("--unique: say where the codes of the rows go, --codes-output ids.csv.")
    }
    if training.weights != nil, !kind.isTrained || kind.balanced {
      throw ValidationError("--weights: only -k, --product and --residual without --balanced train by weights.")
    }
    if !kind.isTrained, let option = training.trainingOption {
      throw ValidationError(
        "\(option): \(kind.scalar != nil ? "--scalar" : "--random-rotation") needs no training; leave it out.")
    }
    if kind.scalar != nil, training.seed != 0 { throw ValidationError("--seed: --scalar draws nothing; leave it out.") }
    if training.startPath != nil, training.seed != 0, training.search.quality == .fast {
      throw ValidationError("--seed: codebooks that start from a file draw nothing; leave it out, or --initializer.")
    }
    if kind.balanced, training.search.quality != .fast {
      throw ValidationError("--quality does not go with --balanced, whose assignments are optimal in every update.")
    }
    if training.startPath != nil, !kind.isTrained || kind.rotate {
      throw ValidationError("--initializer: only -k, --product (without --rotate) and --residual start from codebooks.")
    }
    try codesOutput.map { CodesOutput(path: $0, isPacked: false) }?.check()
    try PageOutput.check(report)
    _ = try outputs()
  }

  private func outputs() throws -> OutputPaths {
    try OutputPaths(
      [output, codesOutput, report], inputs: [data.data, training.weights, training.startPath], json: data.json)
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    let keepsIds = codesOutput.map { CodesOutput(path: $0, isPacked: false).isTable } ?? false
    let points = try data.read(weights: training.weights, keepsOriginal: keepsIds)
    let readSeconds = watch.seconds
    try kind.checkIdentifiers(points)
    StopSignal.install()
    CurrentTask.set("train codebooks on \(points.summary)")
    let trained = Result { try CodebookRun(self, points) }
    try points.checkUnchanged()
    let run = try trained.get()
    if let share = run.coding.relativeDistortion, share > 1 {
      let isRotated = if case .rotatedScalar = run.file.content { true } else { false }
      data.note(
        "the codes say less of the rows than their mean would: take more bits"
          + (isRotated ? ", or the columns' means off first (a random rotation does not know where rows lie)" : ""))
    }
    try points.checkUnchanged()
    var file = run.file
    file.metadata["seed"] = String(training.seed)
    file.metadata["rows"] = String(points.data.points.rows)
    file.metadata["distortion"] = String(run.distortion)
    if points.data.hasNames { file.columns = points.data.columns.map(\.title) }
    try file.write(to: output)
    if let codesOutput {
      try CodesOutput(path: codesOutput, isPacked: false).write(
        run.codes, of: file, distances: run.distances, points, data)
    }
    let told = CodebookReport(
      file: file, data: points.dataSummary, coding: run.coding, parts: run.parts, identifiers: run.identifiers,
      plain: run.plain, seed: training.seed, threads: data.threadCount,
      instructionSet: try data.instructionSet().rawValue,
      seconds: [
        ("read", readSeconds), ("train", run.trainSeconds), ("encode", run.encodeSeconds), ("total", watch.seconds),
      ], written: [output, codesOutput, report].compactMap { $0 })
    if let report { try AtomicFile.write(CodebookPage(report: told).text, to: report) }
    try outputs.print(data.json ? JSONReport.text(told.json(schema: "tessera.codebook.train/1")) : told.text)
  }
}
