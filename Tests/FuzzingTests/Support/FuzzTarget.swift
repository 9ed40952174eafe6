/// A parser or a loader that gets bytes which nobody wrote.
struct FuzzTarget: Sendable {
  let name: String
  /// What is wrong with how it takes the bytes; nil where they are refused, or understood in full.
  let finding: @Sendable (_ bytes: UnsafeRawBufferPointer) -> String?

  init(_ name: String, _ finding: @escaping @Sendable (UnsafeRawBufferPointer) -> String?) {
    (self.name, self.finding) = (name, finding)
  }

  static let all: [FuzzTarget] =
    [text, json, libsvm, npy, zip, gzip, zstd, pictures, tensors, vectors, lists, faiss]
    + [model, mixture, palettes, checkpointFile, partialFile, checkpoint, partial, stream]
    + [arrow, value, literal, number, selection, path, driver]
}
