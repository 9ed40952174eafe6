internal import ArgumentParser
internal import Clustering
internal import Pictures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera palette`.
struct Palette: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the colours that a picture is best drawn with, and draw it.",
    usage: "tessera palette <photo> -k <K> [-o <picture.png>] [--swatches <colours.gpl>]... [<options>]",
    discussion: """
      PNG, JPEG, WebP, HEIF, PGM, PPM and PAM are read, told by their content, and turned upright. Colours are taken as sRGB. Each distinct \
      colour counts as often as it is there, by its alpha; pixels that cannot be seen do not count. The palette is rounded to \
      bytes, and then every pixel has the nearest of its colours (but for --dither), the first of several. The result is the same for \
      every number of threads. Palettes of weights: tessera palettize.

      Examples:
        tessera palette photo.jpg -k 16 -o small.png
        tessera palette photo.jpg -k 8 --swatches colours.gpl --swatches colours.css
        tessera palette photo.png -k 4 --dither floyd-steinberg -o small.png --report page.html
      """)

  @Argument(help: "The picture. -: standard input.")
  var photo: String

  @Option(name: ClusterCountOption.names, help: ArgumentHelp("The most colours: 1 to 256.", valueName: "K"))
  var colourCount: Int

  @Option(help: "Where colours are near: oklab (as they look), srgb (bytes) or linear (light).")
  var space: PictureSpace = .oklab

  @Option(
    help: """
      How pixels are drawn whose colour is not in the palette: none (the nearest), floyd-steinberg (what is lacking in light goes to the \
      neighbours) or ordered (patterns of 4 x 4).
      """)
  var dither: Dithering = .none

  @Option(help: "Decides every random choice: a whole number of at least 0.")
  var seed: UInt64 = 0

  @Option(
    help: """
      Runs from different starts, of which the best counts; of many distinct colours they are of cells of these, and a last run is of all.
      """)
  var restarts = 4

  @Option(
    help: """
      Work spent on a better palette: fast (the runs alone), balanced (about 5 to 10 times a run) or best (a memetic search, until it \
      finds nothing better).
      """)
  var quality: SearchOptions.Quality = .fast

  @OptionGroup(title: "Outputs") var files: PaletteOutputs

  @Option(help: "Threads that work at once (default: one per processor). Results do not depend on it.")
  var threads: Int?

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  @Flag(help: "Draw no progress line and write no notes.")
  var quiet = false

  func validate() throws {
    guard (1...256).contains(colourCount) else { throw ValidationError("-k lies in 1 ... 256.") }
    guard restarts >= 1 else { throw ValidationError("--restarts is at least 1.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads lies in 1 ... 1024.") }
    _ = try outputs()
  }

  func run() throws {
    let watch = Stopwatch()
    let outputs = try outputs()
    try outputs.checkWritable()
    try files.checkReady()
    let quantizer = try quantizer()
    let input = InputFile(photo)
    let file = try input.reading { () throws(VectorFileError) in try PictureFile(contentsOf: photo) }
    if !quiet { for note in file.notes { StandardError.write("\(file.path.shown): \(note)\n") } }
    try files.check(file.picture)
    let readSeconds = watch.seconds
    let result = try quantized(file, quantizer)
    let fitSeconds = watch.seconds - readSeconds
    try files.write(result, file)
    let report = PaletteReport(
      command: self, file: file, result: result, readSeconds: readSeconds, fitSeconds: fitSeconds,
      totalSeconds: watch.seconds)
    if let page = files.report { try AtomicFile.write(PalettePage(report: report).text(), to: page) }
    try outputs.print(json ? JSONReport.text(report.json) : report.text)
    if result.model?.stopReason == .interrupted, files.all.isEmpty, let signal = StopSignal.received {
      throw ExitCode(128 + signal)
    }
  }

  private func quantizer() throws(CommandFailure) -> PictureQuantizer {
    var quantizer = PictureQuantizer(colourCount: colourCount)
    (quantizer.space, quantizer.dithering, quantizer.seed) = (space, dither, seed)
    (quantizer.restarts, quantizer.quality, quantizer.threadCount) = (restarts, quality.search, threads)
    quantizer.cancellation = StopSignal.cancellation
    do {
      quantizer.instructionSet = try InstructionSet.selected()
    } catch {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.usage, message: error.description)
    }
    return quantizer
  }

  private func quantized(_ file: PictureFile, _ options: PictureQuantizer) throws(CommandFailure) -> QuantizedPicture {
    StopSignal.install()
    let picture = file.picture
    CurrentTask.set(
      "find \(colourCount.counted("colour")) of \(file.path.shown), \(picture.width) x \(picture.height) pixels")
    let (line, share) = (
      ProgressLine(quiet: quiet, maximumIterations: 300, restarts: restarts), ShareLine(quiet: quiet)
    )
    defer {
      line.clear()
      share.clear()
    }
    var quantizer = options
    quantizer.meter = share.meter()
    do {
      return try quantizer.quantized(picture, progress: line.show)
    } catch {
      switch error {
      case .nothingVisible:
        throw CommandFailure(exitCode: CommandFailure.ExitCode.badData, message: "\(file.path): \(error)")
      case .clustering(let error): throw CommandFailure(error, data: file.path)
      }
    }
  }

  private func outputs() throws -> OutputPaths { try OutputPaths(files.all, inputs: [photo], json: json) }
}
