internal import VectorFiles

/// Words of 64 bits in a safetensors file: the tensor `words` (uint64), and in the metadata format, version and checksum, so that
/// what is half-written, changed, foreign or of another version is refused.
struct WordFile {
  let format: String
  /// What messages call the file.
  let kind: String
  let words: [UInt64]
  var metadata: [SafeTensorsFile.Key: String] = [:]

  init(format: String, kind: String, words: [UInt64]) {
    (self.format, self.kind, self.words) = (format, kind, words)
  }

  /// - Parameter advice: what to do where the file is not one of these.
  init(contentsOf path: String, format: String, kind: String, advice: String) throws(VectorFileError) {
    let file = try SafeTensorsFile(contentsOf: path)
    let found = file.metadata["format"] ?? "another one"
    guard found == format else {
      throw Self.unusable(path, "this is no \(kind): its format is \(found), not \(format)", advice)
    }
    self.init(format: format, kind: kind, words: file.tensors["words"]?.words ?? [])
    metadata = file.metadata
    guard metadata["checksum"] == Self.checksum(of: words) else { throw isDamaged(path, advice) }
  }

  func isDamaged(_ path: String, _ advice: String) -> VectorFileError {
    Self.unusable(path, "the \(kind) is damaged: its content is not what was written", advice)
  }

  func write(to path: String, isSynced: Bool) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = metadata
    file.metadata["format"] = format
    file.metadata["version"] = TesseraVersion.current
    file.metadata["checksum"] = Self.checksum(of: words)
    file.tensors["words"] = SafeTensorsFile.Tensor(words)
    try file.write(to: path, isSynced: isSynced)
  }

  private static func checksum(of words: [UInt64]) -> String {
    var hash = WordHash(count: words.count)
    for word in words { hash.add(word) }
    return hash.text
  }

  private static func unusable(_ path: String, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: .file, problem: problem, advice: advice)
  }
}
