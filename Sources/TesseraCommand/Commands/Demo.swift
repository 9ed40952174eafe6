internal import ArgumentParser

/// `tessera demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The question's own experiment, told step by step.")

  func run() throws {}
}
