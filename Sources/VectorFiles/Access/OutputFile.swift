internal import CLibrary

/// An output that is being written; whatever was written vanishes unless `finish` succeeded.
struct OutputFile: ~Copyable {
  private let destination: OutputDestination
  private var descriptor: Int32 = -1
  private var newFile: NewFile?

  init(destination: OutputDestination) throws(VectorFileError) {
    self.destination = destination
    switch destination.target {
    case .descriptor(let number): descriptor = dup(number)
    case .stream(let path):
      // The reader of a pipe may keep us waiting, and a signal may wake us.
      repeat { descriptor = open(path.characters, O_WRONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    case .file(let path, let mode):
      newFile = NewFile(besides: path, mode: mode)
      descriptor = newFile?.descriptor ?? -1
    }
    if descriptor < 0 { throw OutputDestination.cannotCreate(destination.path, SystemError().text) }
  }

  deinit {
    newFile?.discard()
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Under which name the file can be written as long as it is on its way; nil for what is no file.
  var name: String? { newFile?.name }

  /// Appends bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(VectorFileError) {
    try write(bytes) { chunk, _ in systemWrite(descriptor, chunk) }
  }

  /// Writes bytes at a place of a file.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(VectorFileError) {
    try write(bytes) { chunk, done in pwrite(descriptor, chunk.baseAddress!, chunk.count, off_t(offset + done)) }
  }

  /// - Parameter some: writes some of what is left, behind so many bytes.
  private func write(
    _ bytes: UnsafeRawBufferPointer, _ some: (_ chunk: UnsafeRawBufferPointer, _ done: Int) -> Int
  ) throws(VectorFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      let length = some(chunk, bytes.count - rest.count)
      if length >= 0 {
        rest = rest.dropFirst(length)
      } else {
        let error = SystemError()
        if error.isInterruption { continue }
        guard error.mayPass else { throw failure(error) }
        error.waitUntilWritable(descriptor)
      }
    }
  }

  /// Closes the output and puts it in place.
  ///
  /// - Parameter isSynced: whether it, and its name, are on the disk then; a pipe has no disk.
  mutating func finish(isSynced: Bool = false) throws(VectorFileError) {
    if isSynced, case .file = destination.target, !DiskSync.sync(descriptor) { throw failure(SystemError()) }
    // Some file systems say only now that there is no room; what was there before must still be there then.
    let copy = dup(descriptor)
    guard copy < 0 || close(copy) == 0 else { throw failure(SystemError()) }
    if case .file(let path, _) = destination.target, newFile?.put(at: path) == false {
      throw OutputDestination.cannotCreate(destination.path, SystemError().text)
    }
    if isSynced, case .file(let path, _) = destination.target { path.folder.sync() }
    newFile = nil
    _ = close(descriptor)
    descriptor = -1
  }

  private func failure(_ error: SystemError) -> VectorFileError {
    VectorFileError(
      kind: .inputOutput, path: destination.path, location: .file, problem: "writing failed: \(error.text)",
      advice: "free some space or write elsewhere")
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
