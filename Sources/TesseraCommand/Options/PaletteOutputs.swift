internal import ArgumentParser
internal import Pictures
internal import VectorFiles

/// What `tessera palette` writes.
struct PaletteOutputs: ParsableArguments {
  @Option(name: .shortAndLong, help: "The picture in the colours of the palette: .png, .ppm or .pam.")
  var output: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "The colours: .gpl (GIMP), .ase (Adobe), .css or .json; may be given several times.", valueName: "FILE"))
  var swatches: [String] = []

  @Option(help: PageOutput.help)
  var report: String?

  func validate() throws {
    if let output, PictureOutput(path: output) == nil {
      throw ValidationError("The name of the picture ends in .png, .ppm or .pam: \(output.shown).")
    }
    if let path = swatches.first(where: { SwatchOutput(path: $0) == nil }) {
      throw ValidationError("The name of the colours ends in .gpl, .ase, .css or .json: \(path.shown).")
    }
    try PageOutput.check(report)
  }

  /// The files that were asked for.
  var all: [String] { [output].compactMap { $0 } + swatches + [report].compactMap { $0 } }

  /// Throws where a library that an output needs is not there: before the work.
  func checkReady() throws(VectorFileError) {
    if let output { try PictureOutput(path: output)?.checkReady(output) }
    if let report { try PictureOutput.png.checkReady(report) }
  }

  /// Throws where the output cannot hold the picture.
  func check(_ picture: Picture) throws(VectorFileError) {
    if let output { try PictureOutput(path: output)?.check(picture, output) }
  }

  func write(_ result: QuantizedPicture, _ file: PictureFile) throws(VectorFileError) {
    if let output { try PictureOutput(path: output)?.write(result, to: output) }
    let title = file.path.split(separator: "/").last.map(String.init) ?? file.path
    for path in swatches { try SwatchOutput(path: path)?.write(result.palette, title: title, to: path) }
  }
}
