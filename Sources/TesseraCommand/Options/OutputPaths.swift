internal import ArgumentParser
internal import VectorFiles

/// The files that a command is going to write.
struct OutputPaths {
  private let paths: [String]

  /// - Throws: a usage error when two outputs, an output and an input, or one of them and a standard stream that was
  ///   redirected, are one file, whatever they are called.
  init(_ outputs: [String?], inputs: [String?]) throws {
    paths = outputs.compactMap { $0 }
    let inputs = inputs.compactMap { $0.map { InputPath($0).file } }
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

  /// Throws when one of them cannot be written: before the work, not after it.
  func checkWritable() throws(VectorFileError) {
    for path in paths { try AtomicFile.checkWritable(path) }
  }
}
