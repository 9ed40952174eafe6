internal import VectorFiles

/// A word of the command line that no command has: the parser would speak of what is missing behind it, or of the next
/// word.
struct UnknownWord {
  /// What is wrong, and what may have been meant.
  let problem: String

  /// The first; nil where all words are known.
  init?(in arguments: [String], _ known: KnownWords = KnownWords()) {
    guard let first = arguments.first else { return nil }
    if var command = known.commands.first(where: { $0.name == first }) {
      var rest = arguments.dropFirst()
      if let word = rest.first, let below = command.commands.first(where: { $0.name == word }) {
        (command, rest) = (below, rest.dropFirst())
      }
      let words = rest.prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) }
      guard let word = words.first(where: { Self.isOption($0) && !Self.has($0, command.options) }) else { return nil }
      problem = "Unknown option '\(word.shown)'." + Self.advice(NearWord.option(word, among: command.options))
    } else if !first.hasPrefix("-"), first != "help" {
      let names = known.commands.map(\.name)
      let list = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
      let near = InputPath.exists(first) ? "fit \(first)" : NearWord.command(first, among: names)
      problem = "There is no command '\(first.shown)': the commands are \(list)." + Self.advice(near)
    } else {
      return nil
    }
  }

  private static func advice(_ near: String?) -> String { near.map { " Did you mean '\($0.shown)'?" } ?? "" }

  private static func isOption(_ word: String) -> Bool {
    word.hasPrefix("--") || word.hasPrefix("-") && word.dropFirst().first?.isLetter == true
  }

  /// A value may follow a letter at once: `-k8`.
  private static func has(_ word: String, _ options: [String]) -> Bool {
    options.contains(word) || !word.hasPrefix("--") && options.contains(String(word.prefix(2)))
  }
}
