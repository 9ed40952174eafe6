internal import ArgumentParser
internal import VectorFiles

/// What the parser has to say: help, a version, or what is wrong with the command line, in which pieces of it are quoted.
struct ParserMessage {
  let text: String
  let exitCode: Int32

  init(_ error: any Error, arguments: [String]) {
    exitCode = TesseraCommand.exitCode(for: error).rawValue
    let text = Self.text(of: exitCode == 0 ? error : Self.shown(error, arguments))
    // As all other messages begin.
    self.text = text.hasPrefix("Error:") ? "error:" + Self.naming(arguments, text.dropFirst(6)) : text
  }

  /// The text, about a word that does not exist rather than about what is missing for it.
  private static func naming(_ arguments: [String], _ text: Substring) -> String {
    func isAbout(_ words: String) -> Bool { text.hasPrefix(" " + words) }
    var lines = text.split(separator: "\n").map(String.init)
    let isUnexpected = isAbout("Unexpected argument") || lines.first?.contains(" unexpected arguments: ") == true
    if isAbout("Unknown option") || isUnexpected || isAbout("Missing expected"),
      let unknown = UnknownWord(in: arguments)
    {
      lines = [" " + unknown.problem] + lines.drop { !$0.hasPrefix("Usage:") }
    } else if isAbout("Missing expected"), let missing = MissingWords(in: arguments) {
      lines = [" " + missing.problem] + lines.drop { !$0.hasPrefix("Usage:") }
    } else if isUnexpected {
      lines[0] += ". Several files are read as one by their folder, or by a pattern in quotation marks: 'parts/*.csv'."
    }
    return lines.joined(separator: "\n")
  }

  /// The same error about the arguments as they can be shown, so that a line break in one is none in the message.
  private static func shown(_ error: any Error, _ arguments: [String]) -> any Error {
    let shown = arguments.map(\.shown)
    guard !shown.elementsEqual(arguments, by: { $0.utf8.elementsEqual($1.utf8) }) else { return error }
    do {
      _ = try TesseraCommand.parseAsRoot(shown)
      return error
    } catch let other where TesseraCommand.exitCode(for: other) == TesseraCommand.exitCode(for: error) {
      return other
    } catch {
      return error
    }
  }

  private static func text(of error: any Error) -> String {
    TesseraCommand.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).shown }.joined(separator: "\n")
  }

  /// Prints it where it belongs, and ends the process.
  func exit() throws(VectorFileError) -> Never {
    if !text.isEmpty {
      if exitCode == 0 { try StandardOutput.write(text + "\n") } else { StandardError.write(text + "\n") }
    }
    Terminal.exit(exitCode)
  }
}
