internal import ArgumentParser
internal import TableDrivers
internal import VectorFiles

/// The files that a command is going to write.
struct OutputPaths {
  private let paths: [String]
  /// Those of them that are no labels or the like, whatever their names end in.
  private let others: Set<String>
  /// Tables of databases.
  private let tables: [String]
  /// Whether one of them goes to standard output, so that the report goes to standard error.
  let isStandardOutputTaken: Bool

  /// - Throws: a usage error when two outputs, an output and an input, or one of them and a standard stream that was
  ///   redirected, are one file, whatever they are called.
  ///
  /// - Parameter others: outputs whose names say no format, and never a table.
  init(_ outputs: [String?], others: [String?] = [], inputs: [String?], json: Bool) throws {
    let all = outputs.compactMap { $0.map(OutputPlace.path) }
    tables = all.filter(DatabaseTable.isNamed)
    let plain = others.compactMap { $0 }
    self.others = Set(plain)
    paths = all.filter { !DatabaseTable.isNamed(by: $0) } + plain
    var named = Set<String>()
    if let table = tables.map(DatabaseTable.shown).first(where: { !named.insert($0).inserted }) {
      throw ValidationError("\(table.shown) would be written twice: give every output a table of its own.")
    }
    isStandardOutputTaken = paths.contains { FileIdentity.isStream($0, 1) }
    if let path = paths.first(where: { FileIdentity.isStream($0, 2) && !FileIdentity.isStream($0, 1) }) {
      throw ValidationError("Notes go to standard error: give \(path.shown) another name.")
    }
    if isStandardOutputTaken, json {
      throw ValidationError("--json prints on standard output: give the output a name.")
    }
    if paths.count(where: { FileIdentity.isStream($0, 1) }) > 1 {
      throw ValidationError("Two outputs go to standard output: give one of them a name.")
    }
    let places = inputs.compactMap { $0.map(InputPath.init) }
    guard places.count(where: { $0.place == .standardInput }) <= 1 else {
      throw ValidationError("Standard input (-) is read once: save one of the inputs as a file.")
    }
    for case .directory(let folder) in places.map(\.place) {
      let identity = FileIdentity(of: folder)
      if let path = paths.first(where: { identity != nil && FileIdentity(of: Self.folder(of: $0)) == identity }) {
        throw ValidationError(
          "\(path.shown) lies among the parts of \(folder.shown) and would be one of them the next time: write it elsewhere."
        )
      }
    }
    let inputs = places.flatMap(\.files)
    let streams = Set([1, 2].compactMap(FileIdentity.init(ofFileBehind:)))
    var taken = Set(inputs.compactMap(FileIdentity.init(of:)))
    if let path = inputs.first(where: { FileIdentity(of: $0).map(streams.contains) ?? false }) {
      throw ValidationError("\(path.shown) would be overwritten: a standard stream goes there.")
    }
    for path in paths {
      guard let identity = FileIdentity(of: path) else { continue }
      let isStream = streams.contains(identity) && !FileIdentity.isDescriptor(path)
      if isStream || !taken.insert(identity).inserted {
        throw ValidationError("\(path.shown) would be overwritten: give every output a name of its own.")
      }
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// Prints what a command has to say about its result, apart from the bytes of an output.
  func print(_ report: String) throws(VectorFileError) {
    if isStandardOutputTaken { StandardError.write(report) } else { try StandardOutput.write(report) }
  }

  /// Throws when one of them cannot be written: before the work, not after it.
  func checkWritable() throws(VectorFileError) {
    for path in paths {
      try AtomicFile.checkWritable(path)
      if !others.contains(path) { try OutputPlace.formats.format(of: path)?.checkReady(path) }
    }
    for table in tables { try DatabaseOutput().checkReady(table) }
  }
}
