internal import Pictures
internal import Reports
internal import VectorFiles

/// The page of `palette --report`: the picture and what became of it beside each other, and the colours.
struct PalettePage {
  let report: PaletteReport

  /// Pixels in a row of the pictures that are shown.
  private static let mostColumns = 1000

  func text() throws(VectorFileError) -> String {
    let (result, file) = (report.result, report.file)
    return StoryPage(
      eye: file.path.split(separator: "/").last.map(String.init) ?? file.path,
      title: StoryPart.count(result.palette.count, "colour"),
      lead: report.loss.prefix(1).uppercased() + report.loss.dropFirst() + ".",
      sections: [
        StoryPage.Section("Side by side", lead: sizes, try pictures()),
        StoryPage.Section(
          "The colours", lead: "Those of most pixels first; shares are of pixels that can be seen.",
          [
            StoryPart.swatches(
              result.palette.map { ($0.colour.hexadecimal, StoryPart.percent($0.share, places: 1)) })
          ]),
        StoryPage.Section(
          "To repeat this", lead: report.way + ".",
          [StoryPart.command(PageOutput.commandLine(RawArguments.texts, seed: report.command.seed))]),
      ],
      hasPictures: true
    ).text
  }

  private var sizes: String {
    let (width, height) = (report.result.width, report.result.height)
    let step = report.file.picture.thinned(to: Self.mostColumns).step
    let shown = step == 1 ? "" : " Of every \(step) pixels in a row and of rows, one is shown."
    return "\(width) x \(height) pixels; as it was, and in the colours of the palette.\(shown)"
  }

  private func pictures() throws(VectorFileError) -> [Markup] {
    let (before, _) = report.file.picture.thinned(to: Self.mostColumns)
    let (after, _) = report.result.picture.thinned(to: Self.mostColumns)
    return [
      StoryPart.sideBySide(
        StoryPart.picture(try before.png(), width: before.width, label: "The picture as it was"),
        StoryPart.picture(
          try after.png(), width: after.width, label: "The picture in \(report.result.palette.count.counted("colour"))")
      )
    ]
  }
}
