internal import Tessera
internal import VectorFiles

/// The arguments of a fit, as they are kept with its checkpoints.
extension [String] {
  /// Those of the command line, with those of a checkpoint that it goes on from where they are not given again.
  static func ofFit() throws(VectorFileError) -> [String] {
    try RawArguments.texts.namingStandardization.joiningNegativeNumbers.joiningResumed()
  }

  func joiningResumed() throws(VectorFileError) -> [String] {
    guard first == "fit", let path = value(of: "--resume"), !path.isEmpty else { return self }
    let kept = try CheckpointFile(contentsOf: path).arguments
    return self + kept.filter { !isGiven($0[0]) }.flatMap { $0 }
  }

  /// What decides a fit: options with their values, without the data, outputs, and what may change.
  func decidingOptions(data: String) -> [[String]] {
    var options: [[String]] = []
    var isDataSeen = false
    for argument in dropFirst() {
      if argument == "--" { break }
      if !isDataSeen, argument == data {
        isDataSeen = true
      } else if argument.hasPrefix("-"), argument != "-", Double(argument) == nil {
        options.append([argument])
      } else if !options.isEmpty {
        options[options.count - 1].append(argument)
      }
    }
    return options.filter { option in !Self.changeable.contains { option[0] == $0 || option[0].hasPrefix($0 + "=") } }
  }

  private static let changeable = [
    "-o", "--output", "--labels-output", "--annotate", "--report", "--clusters-output", "--clusters-format", "--json",
    "--quiet",
    "--threads", "--memory-limit", "--path", "--checkpoint", "--checkpoint-every", "--resume", "--no-mpi",
    "--mpi-library",
    "--timeout",
  ]

  private func isGiven(_ option: String) -> Bool {
    let name = option.hasPrefix("-k") ? "-k" : String(option.prefix { $0 != "=" })
    let names = ["-k", "--clusters"].contains(name) ? ["-k", "--clusters"] : [name]
    return contains { argument in
      names.contains { argument == $0 || argument.hasPrefix($0 + "=") }
        || names[0] == "-k" && argument.hasPrefix("-k") && argument.dropFirst(2).allSatisfy(\.isNumber)
    }
  }

  private func value(of name: String) -> String? {
    guard let place = firstIndex(where: { $0 == name || $0.hasPrefix(name + "=") }) else { return nil }
    if self[place] != name { return String(self[place].dropFirst(name.count + 1)) }
    return place + 1 < count ? self[place + 1] : nil
  }
}
