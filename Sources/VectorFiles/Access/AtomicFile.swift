/// Writes whole files so that a reader sees either the old content or the new, never a part.
///
/// The bytes go to a temporary file in the same folder, which then replaces the destination; when anything fails the
/// temporary file is removed and the old content stays. The new file keeps the permissions of the old, and a symbolic
/// link is followed. A device, a pipe or one of the standard streams (`/dev/stdout`) is written directly.
///
/// Errors are ``VectorFileError/Kind/cannotCreate`` (folder missing or not writable, destination is a folder) and
/// ``VectorFileError/Kind/inputOutput`` (disk full, reader of a pipe gone).
public enum AtomicFile {
  /// Writes chunks of bytes one after the other.
  public static func write(_ chunks: UnsafeRawBufferPointer..., to path: String) throws(VectorFileError) {
    try write(chunks, to: path)
  }

  /// Writes bytes.
  public static func write(_ bytes: [UInt8], to path: String) throws(VectorFileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(VectorFileError) in
      try write([UnsafeRawBufferPointer(buffer)], to: path)
    }
  }

  /// Writes text as UTF-8.
  public static func write(_ text: String, to path: String) throws(VectorFileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Throws what writing to `path` would throw at once: call it before work whose result should go there.
  ///
  /// Nothing is left behind, and what is there stays.
  public static func checkWritable(_ path: String) throws(VectorFileError) {
    _ = try OutputFile(destination: OutputDestination(path: path))
  }

  static func write(_ chunks: [UnsafeRawBufferPointer], to path: String) throws(VectorFileError) {
    let destination = try OutputDestination(path: path)
    var output = try OutputFile(destination: destination)
    for chunk in chunks { try output.write(chunk) }
    try output.finish()
  }
}
