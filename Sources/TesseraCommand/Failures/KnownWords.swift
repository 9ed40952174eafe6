internal import ArgumentParser

/// The commands and their options, as the help lists them.
struct KnownWords {
  struct Command {
    let name: String
    /// `--seed`, `-k`.
    let options: [String]
    /// Those that its first word may name.
    var commands: [Command] = []
  }

  /// In the order of the help.
  let commands: [Command]

  init() {
    commands = TesseraCommand.configuration.subcommands.map(Self.command)
  }

  private static func command(_ type: any ParsableCommand.Type) -> Command {
    let below = type.configuration.subcommands
    // (The help of a command whose parts are commands says nothing of theirs.)
    let help =
      below.isEmpty ? type.helpMessage(columns: 10_000) : TesseraCommand.helpMessage(for: type, columns: 10_000)
    // So wide that every option has a line.
    let lines = help.split(separator: "\n").filter { $0.hasPrefix("  -") }
    return Command(
      name: type._commandName, options: lines.flatMap(names) + ["--version"], commands: below.map(command))
  }

  /// Those of the option that a line is about: `-k, --clusters <K>`.
  private static func names(in line: Substring) -> [String] {
    line.split(separator: " ").prefix { $0.hasPrefix("-") }.map { String($0.filter { $0 != "," }) }
  }
}
