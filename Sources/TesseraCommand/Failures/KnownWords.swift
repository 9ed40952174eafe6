internal import ArgumentParser

/// The commands and their options, as the help lists them.
struct KnownWords {
  struct Command {
    let name: String
    /// `--seed`, `-k`.
    let options: [String]
  }

  /// In the order of the help.
  let commands: [Command]

  init() {
    commands = TesseraCommand.configuration.subcommands.map { command in
      // So wide that every option has a line.
      let lines = command.helpMessage(columns: 10_000).split(separator: "\n").filter { $0.hasPrefix("  -") }
      return Command(name: command._commandName, options: lines.flatMap(Self.names) + ["--version"])
    }
  }

  /// Those of the option that a line is about: `-k, --clusters <K>`.
  private static func names(in line: Substring) -> [String] {
    line.split(separator: " ").prefix { $0.hasPrefix("-") }.map { String($0.filter { $0 != "," }) }
  }
}
