#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An output that is being written; a temporary file is removed unless `finish` succeeded.
struct OutputFile: ~Copyable {
  private let destination: OutputDestination
  private var descriptor: Int32
  private var temporaryPath: String?

  init(destination: OutputDestination) throws(VectorFileError) {
    self.destination = destination
    switch destination.target {
    case .descriptor(let number): descriptor = dup(number)
    case .stream: descriptor = open(destination.path, O_WRONLY | O_CLOEXEC)
    case .file(let resolvedPath, let mode):
      (descriptor, temporaryPath) = Self.openTemporary(besides: resolvedPath)
      if let mode, descriptor >= 0 { _ = fchmod(descriptor, mode) }
    }
    if descriptor < 0 { throw OutputDestination.cannotCreate(destination.path, SystemError().text) }
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
    if let temporaryPath { _ = unlink(temporaryPath) }
  }

  /// Appends bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(VectorFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      let length = systemWrite(descriptor, chunk)
      if length >= 0 {
        rest = rest.dropFirst(length)
      } else {
        let error = SystemError()
        if !error.isInterruption { throw failure(error) }
      }
    }
  }

  /// Closes the output and puts it in place.
  mutating func finish() throws(VectorFileError) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw failure(SystemError()) }
    if let temporaryPath, case .file(let resolvedPath, _) = destination.target {
      guard rename(temporaryPath, resolvedPath) == 0 else {
        throw OutputDestination.cannotCreate(destination.path, SystemError().text)
      }
    }
    temporaryPath = nil
  }

  private func failure(_ error: SystemError) -> VectorFileError {
    VectorFileError(
      kind: .inputOutput, path: destination.path, location: .file, problem: "writing failed: \(error.text)",
      advice: "free some space or write elsewhere")
  }

  /// Creates a new file in the folder of `path`, under a name that nobody else uses; the descriptor is negative when
  /// that fails.
  private static func openTemporary(besides path: String) -> (descriptor: Int32, path: String?) {
    let folder = OutputDestination.folder(of: path)
    while true {
      let name = "\(folder).tessera-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, name) }
      let error = errno
      if error != EEXIST && error != EINTR { return (descriptor, nil) }
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
