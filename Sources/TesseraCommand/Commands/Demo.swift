internal import ArgumentParser

/// `tessera demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The question's own experiment, told step by step.",
    discussion: """
      Every number is computed while you wait, on the question's data, which are inside this program; each part is \
      printed as soon as it is known.

      Examples:
        tessera demo
        tessera demo | less
      """)

  func run() throws {
    try StandardOutput.write("How does one differentiate through argmax? One does not need to.\n\n")
    try StandardOutput.write(ArgmaxStory().text)
    try QuestionStory().tell(StandardOutput.write)
  }
}
