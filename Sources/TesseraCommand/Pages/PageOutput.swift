internal import ArgumentParser
internal import Clustering
internal import Mixtures
internal import Reports
internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// The page of `--report`.
struct PageOutput {
  let path: String

  static let help: ArgumentHelp = "A page that shows the result: one .html file that needs nothing beside it."

  /// Throws a usage error where a name is that of something else.
  static func check(_ path: String?) throws {
    guard let path, ![".html", ".htm"].contains(where: path.lowercased().hasSuffix) else { return }
    throw ValidationError("The name of the report ends in .html: \(path.shown).")
  }

  /// Makes and writes the page.
  ///
  /// - Parameter seed: what a command line without one depends on.
  func write(_ source: ReportSource, _ points: Points, seed: UInt64? = nil) throws(VectorFileError) {
    CurrentTask.set("make the report about \(points.summary)")
    var source = source
    source.commandLine = Self.commandLine(RawArguments.texts.map(TableAddress.shown), seed: seed)
    let names = points.data.rowNames
    source.rowNameHeading = names.heading
    let fileRows = points.data.fileRows
    source.rowNames = { names.names(of: $0, among: fileRows) }
    let page = source.page
    try points.checkUnchanged()
    try AtomicFile.write(page, to: path)
  }

  /// Makes and writes the page about a mixture.
  ///
  /// - Parameters:
  ///   - modelPath: the model's, where rows were assigned to it rather than fitted.
  ///   - seed: what a command line without one depends on.
  func write(
    _ mixture: MixtureFile, _ points: Points, _ options: MixtureOptions, modelPath: String? = nil, seed: UInt64? = nil
  ) throws {
    CurrentTask.set("make the report about \(points.summary)")
    let words = Self.commandLine(RawArguments.texts.map(TableAddress.shown), seed: seed)
    try MixturePage(mixture, points, options, modelPath: modelPath, commandLine: words).write(to: path)
  }

  /// The command line with its seed, as it was given otherwise.
  static func commandLine(_ arguments: [String], seed: UInt64?) -> [String] {
    let isGiven = arguments.contains { $0 == "--seed" || $0.hasPrefix("--seed=") }
    guard let seed, !isGiven else { return ["tessera"] + arguments }
    let place = arguments.firstIndex { $0.hasPrefix("--report") } ?? arguments.count
    return ["tessera"] + arguments[..<place] + ["--seed", "\(seed)"] + arguments[place...]
  }
}
