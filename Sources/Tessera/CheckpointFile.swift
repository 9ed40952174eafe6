public import Clustering
public import VectorFiles

/// A fit between two updates in a file, to go on later, elsewhere, or after a fall of the machine.
///
/// ```swift
/// let checkpoints = Checkpoints(every: .seconds(30)) { try? CheckpointFile($0).write(to: "fit.checkpoint") }
/// let model = try kmeans.fitted(to: points, checkpoints: checkpoints)
/// ```
///
/// The file is one of safetensors: the tensor `words` (uint64) holds the fit, the metadata its format, version and checksum, so
/// that what is half-written, changed, foreign or of another version is refused.
public struct CheckpointFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.checkpoint/1"

  public var checkpoint: FitCheckpoint
  /// The options of the command that it takes to go on: `["--seed", "7"]`.
  public var arguments: [[String]]

  public init(_ checkpoint: FitCheckpoint, arguments: [[String]] = []) {
    (self.checkpoint, self.arguments) = (checkpoint, arguments)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` where the file is none, or not whole.
  public init(contentsOf path: String) throws(VectorFileError) {
    let advice = "give a file that --checkpoint wrote, or start the fit anew"
    let file = try WordFile(contentsOf: path, format: Self.format, kind: "checkpoint", advice: advice)
    guard let checkpoint = FitCheckpoint(words: file.words) else { throw file.isDamaged(path, advice) }
    self.checkpoint = checkpoint
    arguments = file.metadata["arguments"].flatMap { JSONValue(parsing: $0) }.flatMap(Self.arguments) ?? []
  }

  /// Writes the checkpoint: whole or not at all, and to the disk before this returns.
  public func write(to path: String) throws(VectorFileError) {
    var file = WordFile(format: Self.format, kind: "checkpoint", words: checkpoint.words)
    file.metadata["arguments"] = JSONValue.array(arguments.map { .array($0.map { .string($0) }) }).text
    try file.write(to: path, isSynced: true)
  }

  private static func arguments(_ value: JSONValue) -> [[String]]? {
    guard case .array(let lists) = value else { return nil }
    return lists.map { list in
      guard case .array(let texts) = list else { return [] }
      return texts.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
  }
}
