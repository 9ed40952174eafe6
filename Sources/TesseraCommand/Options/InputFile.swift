internal import CLibrary
internal import CProcessGuard
internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// A file that a command reads, looked after meanwhile: what is mapped changes with the file, and whatever was computed from
/// it then belongs to neither content.
final class InputFile {
  let path: String
  private let number: Int32
  private var nextLook = ContinuousClock.now

  /// Looks after a regular file; of anything else (a pipe, a file that is not there) nothing can be said.
  init(_ path: String) {
    self.path = path
    var file: String?
    if case .file(let name, _) = InputPath(path).place { file = name }
    guard let descriptor = file.flatMap(Self.opened) else {
      number = -1
      return
    }
    number = process_guard_watch(descriptor, path.shown)
    if number < 0 { _ = close(descriptor) }
  }

  deinit { process_guard_forget(number) }

  /// Whether somebody has written or shortened it.
  var hasChanged: Bool { process_guard_has_changed(number) }

  /// ``hasChanged``, for who asks over and over: a look is a call of the system, which an update of a fit may be shorter
  /// than, so that there are a hundred in a second at most.
  func isFoundChanged() -> Bool {
    let now = ContinuousClock.now
    guard now >= nextLook else { return false }
    nextLook = now + .milliseconds(10)
    return hasChanged
  }

  /// Throws if it has changed.
  func check() throws(VectorFileError) {
    guard hasChanged else { return }
    throw VectorFileError(
      kind: .inputOutput, path: path, location: .file, problem: "the file was changed while it was read",
      advice: "run again when nobody writes it")
  }

  /// What `body` reads from it; an error about the change, whatever else was found, if it changed meanwhile.
  func reading<Value>(_ body: () throws(VectorFileError) -> Value) throws(VectorFileError) -> Value {
    CurrentTask.set("read \(InputPath.title(of: path))")
    let result = Result { () throws(VectorFileError) in try body() }
    try check()
    return try result.get()
  }

  private static func opened(_ path: String) -> Int32? {
    let bytes = PathText.bytes(of: path)
    guard !bytes.contains(0) else { return nil }
    var status = stat()
    let name = bytes.map(CChar.init(truncatingIfNeeded:)) + [0]
    // Opening a pipe would wait for its writer, or take its place.
    guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(name, O_RDONLY | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }
}

extension ModelFile {
  /// The model of a file that does not change meanwhile.
  ///
  /// - Parameter rows: how many centroids there are to be, where that is known.
  static func reading(_ path: String, rows: Int? = nil) throws(VectorFileError) -> ModelFile {
    try InputFile(path).reading { () throws(VectorFileError) in
      try ModelFile(contentsOf: path, rows: rows, tableLoader: TableDrivers())
    }
  }
}
