internal import ArgumentParser

/// `tessera demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The question's own experiment, told step by step.",
    discussion: "Every number is computed while you wait, on the question's data, which are inside this program.")

  func run() throws {
    let story = try QuestionStory()
    try StandardOutput.write(
      """
      How does one differentiate through argmax? One does not need to.

      """ + ArgmaxStory().text + "\n" + story.text)
  }
}
