internal import Matrices

/// Writes whole files so that a reader sees either the old content or the new, never a part.
///
/// The bytes go to a file without a name in the same folder, which then replaces the destination; when anything fails, or
/// the process ends, it vanishes and the old content stays. (Where the system has no such files, it is called
/// `.tessera-*.tmp`, and a process that is killed leaves it behind.) The new file keeps the permissions of the old. A
/// symbolic link is followed, also one whose file is not there yet. A device, a pipe or one of the process's own
/// descriptors (`/dev/stdout`, `/dev/fd/3`) is written directly.
///
/// Errors are ``VectorFileError/Kind/cannotCreate`` (folder missing or not writable, destination is a folder, a disk or a
/// socket, the name is too long) and ``VectorFileError/Kind/inputOutput`` (disk full, reader of a pipe gone). A process
/// that does not ignore SIGXFSZ and SIGPIPE is ended by the system in place of some of the latter.
public enum AtomicFile {
  /// Writes chunks of bytes one after the other.
  public static func write(_ chunks: UnsafeRawBufferPointer..., to path: String) throws(VectorFileError) {
    try write(chunks, to: path)
  }

  /// Writes bytes.
  ///
  /// - Parameter isSynced: whether they lie on the disk when this returns, so that they outlive a fall of the machine, too.
  public static func write(_ bytes: [UInt8], to path: String, isSynced: Bool = false) throws(VectorFileError) {
    try bytes.withUnsafeBufferPointer { buffer throws(VectorFileError) in
      try write([UnsafeRawBufferPointer(buffer)], to: path, isSynced: isSynced)
    }
  }

  /// Writes text as UTF-8.
  public static func write(_ text: String, to path: String) throws(VectorFileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Throws what writing to `path` would throw at once: call it before work whose result should go there.
  ///
  /// Nothing is left behind, and what is there stays. A pipe is not opened: its reader would take that for the whole.
  public static func checkWritable(_ path: String) throws(VectorFileError) {
    let destination = try OutputDestination(path: path)
    if case .stream = destination.target { return }
    _ = try OutputFile(destination: destination)
  }

  /// Throws what ``write(to:by:)`` would throw at once.
  package static func checkReplaceable(_ path: String) throws(VectorFileError) {
    if case .file = try OutputDestination(path: path).target { return }
    throw OutputDestination.cannotCreate(path, "is no file that another takes the place of")
  }

  /// Lets somebody else write the file who needs a name for it: that of the file on its way.
  package static func write(
    to path: String, by body: (_ name: String) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    try checkReplaceable(path)
    var output = try OutputFile(destination: OutputDestination(path: path))
    if let name = output.name { try body(name) }
    try output.finish()
  }

  static func write(
    _ chunks: [UnsafeRawBufferPointer], to path: String, _ meter: WorkMeter? = nil, isSynced: Bool = false
  ) throws(VectorFileError) {
    let destination = try OutputDestination(path: path)
    var output = try OutputFile(destination: destination)
    meter?.begin("write", of: chunks.reduce(0) { $0 + $1.count })
    for chunk in chunks {
      for start in stride(from: 0, to: chunk.count, by: saidBytes) {
        let piece = UnsafeRawBufferPointer(rebasing: chunk[start..<min(start + saidBytes, chunk.count)])
        try output.write(piece)
        meter?.advance(by: piece.count)
      }
    }
    try output.finish(isSynced: isSynced)
  }

  /// After how many bytes it is said how many are written.
  private static let saidBytes = 1 << 20
}
