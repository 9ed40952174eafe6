internal import Pictures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `palette` says.
struct PaletteReport {
  let command: Palette
  let file: PictureFile
  let result: QuantizedPicture
  let readSeconds: Double
  let fitSeconds: Double
  let totalSeconds: Double

  var text: String {
    let picture = file.picture
    var text = """
      \(file.path.shown): \(file.format.name), \(picture.width) x \(picture.height) pixels, \
      \(result.uniqueColourCount.counted("colour"))\(transparency)
      \(way)
      \(loss)


      """
    text += colours(isColoured: Terminal.showsColours)
    if !command.files.all.isEmpty { text += "\nwrote \(command.files.all.map(\.shown).joined(separator: ", "))\n" }
    return text
  }

  private var transparency: String {
    result.transparentCount > 0 ? ", \(result.transparentCount.counted("transparent pixel")) left out" : ""
  }

  /// How the palette was found.
  var way: String {
    let count = result.palette.count.counted("colour")
    guard let model = result.model else { return "\(count), as many as the picture has" }
    let stop = model.stopReason == .interrupted ? " (interrupted)" : ""
    return
      "\(count) by k-means in \(result.space.name), seed \(command.seed), after \(model.iterations.counted("update"))\(stop)"
  }

  /// What is lost.
  var loss: String {
    guard let ratio = result.peakSignalToNoiseRatio else { return "nothing is lost: every pixel has its own colour" }
    let dither = command.dither == .none ? "" : ", dithered (\(command.dither.rawValue))"
    return
      "error \(result.error.significant(5)) (root mean square in \(result.space.name)), \(ratio.fixed(2)) dB (PSNR in sRGB)\(dither)"
  }

  /// A line per colour.
  ///
  /// - Parameter isColoured: whether the colour itself is shown, as terminals with 24 bits do.
  func colours(isColoured: Bool) -> String {
    var table = TextTable(headings: ["colour", "share", "L", "a", "b"])
    for entry in result.palette {
      let lab = entry.colour.oklab
      table.rows.append(
        [entry.colour.hexadecimal, (entry.share * 100).fixed(2) + "%"]
          + [lab.lightness, lab.a, lab.b].map { $0.fixed(4) })
    }
    guard isColoured else { return table.text }
    let lines = table.text.split(separator: "\n")
    let swatches = result.palette.map(\.colour).map { "\u{1B}[48;2;\($0.red);\($0.green);\($0.blue)m    \u{1B}[0m" }
    return zip(["    "] + swatches, lines).map { "\($0)  \($1)\n" }.joined()
  }

  var json: JSONValue {
    [
      "schema": "tessera.palette/1",
      "version": .string(TesseraVersion.current),
      "data": [
        "path": .path(command.photo), "format": .string(file.format.rawValue),
        "width": .integer(result.width), "height": .integer(result.height),
        "uniqueColours": .integer(result.uniqueColourCount), "transparentPixels": .integer(result.transparentCount),
        "notes": .array(file.notes.map { .string($0) }),
      ],
      "clusters": .integer(command.colourCount),
      "space": .string(result.space.rawValue),
      "dither": .string(command.dither.rawValue),
      "seed": .integer(Int(clamping: command.seed)),
      "restarts": .integer(command.restarts),
      "quality": .string(command.quality.rawValue),
      "threads": .integer(command.threads ?? ParallelRows.processorCount),
      "inertia": .number(result.inertia),
      "error": .number(result.error),
      "psnr": .number(result.peakSignalToNoiseRatio),
      "iterations": .integer(result.model?.iterations ?? 0),
      "stopReason": result.model.map { .string($0.stopReason.rawValue) } ?? .null,
      "palette": .array(result.palette.map(\.json)),
      "seconds": ["read": .seconds(readSeconds), "fit": .seconds(fitSeconds), "total": .seconds(totalSeconds)],
    ]
  }
}
