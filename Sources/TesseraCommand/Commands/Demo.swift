internal import ArgumentParser
internal import VectorFiles

/// `tessera demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The question's own experiment, told step by step.",
    discussion: """
      Every number is computed while you wait, on the question's data, which are inside this program; each part is \
      printed as soon as it is known.

      Examples:
        tessera demo
        tessera demo --report demo.html
      """)

  @Option(help: "The same as a page: one .html file that needs nothing beside it.")
  var report: String?

  func validate() throws {
    try PageOutput.check(report)
    _ = try outputs()
  }

  func run() throws {
    try outputs().checkWritable()
    try StandardOutput.write("How does one differentiate through argmax? One does not need to.\n\n")
    let argmax = ArgmaxStory()
    try StandardOutput.write(argmax.text)
    let story = try QuestionStory()
    let told = try story.tell(StandardOutput.write)
    guard let report else { return }
    let page = DemoPage(argmax: argmax, story: story, whole: told.whole, parts: told.parts, summary: told.summary)
    try AtomicFile.write(page.text, to: report)
    try StandardOutput.write("\nwrote \(report.shown)\n")
  }

  private func outputs() throws -> OutputPaths { try OutputPaths([report], inputs: [], json: false) }
}
