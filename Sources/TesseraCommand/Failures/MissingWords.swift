internal import ArgumentParser

/// What a command line lacks beside the data: the parser would name only the first thing in the order of the declarations.
struct MissingWords {
  /// What is missing, the data first, and a line that has all of it.
  let problem: String

  /// Nil unless the data are missing.
  init?(in arguments: [String]) {
    let missing = Self.all(in: arguments)
    guard missing.contains("<data>"), let command = arguments.first, let words = Self.examples[command] else {
      return nil
    }
    let others = missing.compactMap { Self.names[$0] }
    let more = others.isEmpty ? "" : ", and so \(others.count == 1 ? "is" : "are") \(others.joined(separator: " and "))"
    problem = "The points are missing\(more). For example: tessera \(command) \(words)"
  }

  /// What each is called; the data are at the front.
  private static let names = [
    "--clusters": "the number of clusters (-k)", "--model": "the model (--model)", "<model>": "the model",
    "--output": "the name of the page (-o)",
  ]

  private static let examples = [
    "fit": "points.csv -k 3", "choose": "points.csv -k 2..10",
    "assign": "points.csv --model model.safetensors -o labels.csv",
    "evaluate": "points.csv --model model.safetensors", "compare": "points.csv -k 3",
    "report": "model.safetensors points.csv -o report.html",
  ]

  /// The first words of what the parser names, again and again with something in the place of each.
  private static func all(in arguments: [String]) -> [String] {
    var (words, missing) = (arguments, [String]())
    while let word = first(in: words), !missing.contains(word) {
      missing.append(word)
      words += word.hasPrefix("-") ? [word, "2"] : ["x"]
    }
    return missing
  }

  /// `<data>` of “Missing expected argument '<data>'”, `--clusters` of “... '--clusters <K>'”.
  private static func first(in arguments: [String]) -> String? {
    do {
      _ = try TesseraCommand.parseAsRoot(arguments)
      return nil
    } catch {
      let message = TesseraCommand.message(for: error)
      guard message.hasPrefix("Missing expected argument"), let quoted = message.split(separator: "'").dropFirst().first
      else { return nil }
      return String(quoted.prefix { $0 != " " })
    }
  }
}
