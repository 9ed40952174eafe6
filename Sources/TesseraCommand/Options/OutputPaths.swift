internal import ArgumentParser
internal import VectorFiles

/// The files that a command is going to write.
struct OutputPaths {
  private let paths: [String]

  /// - Throws: a usage error when two outputs, or an output and an input, have the same name.
  init(_ outputs: [String?], inputs: [String?]) throws {
    paths = outputs.compactMap { $0 }
    var taken = Set(inputs.compactMap { $0 })
    for path in paths where !taken.insert(path).inserted {
      throw ValidationError("\(path) would be overwritten: give every output a name of its own.")
    }
  }

  /// Throws when one of them cannot be written: before the work, not after it.
  func checkWritable() throws(VectorFileError) {
    for path in paths { try AtomicFile.checkWritable(path) }
  }
}
