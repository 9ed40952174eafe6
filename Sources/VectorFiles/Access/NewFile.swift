internal import CLibrary

/// A file on its way: nobody sees it before it is complete, and then it takes a path's place at once.
///
/// Where the system can (Linux), it has no name until then, so that no end of the process, however sudden, leaves anything
/// behind. Elsewhere it is called `.tessera-*.tmp`.
struct NewFile {
  let descriptor: Int32
  private let temporary: SystemPath?

  /// nil where that fails (errno says why).
  init?(besides path: SystemPath, mode: mode_t?) {
    if let descriptor = Self.openNameless(in: path.folder) {
      (self.descriptor, temporary) = (descriptor, nil)
    } else {
      var made: (Int32, SystemPath)?
      repeat {
        let name = Self.temporaryPath(besides: path)
        let descriptor = open(name.characters, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor >= 0 { made = (descriptor, name) }
      } while made == nil && (errno == EEXIST || errno == EINTR)
      guard let made else { return nil }
      (descriptor, temporary) = made
    }
    if let mode { _ = fchmod(descriptor, mode) }
  }

  /// A name under which it can be opened as long as the descriptor is open.
  var name: String {
    if let temporary { return PathText.text(of: temporary.bytes) }
    return "/proc/self/fd/\(descriptor)"
  }

  /// Removes what has a name.
  func discard() {
    if let temporary { _ = unlink(temporary.characters) }
  }

  /// Takes the path's place, whatever is there; false where that fails (errno says why).
  func put(at path: SystemPath) -> Bool {
    if let temporary { return rename(temporary.characters, path.characters) == 0 }
    if link(to: path) { return true }
    guard errno == EEXIST else { return false }
    // A name that lives for microseconds; signals wait so long.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let temporary = Self.temporaryPath(besides: path)
    guard link(to: temporary) else { return false }
    if rename(temporary.characters, path.characters) == 0 { return true }
    let error = errno
    _ = unlink(temporary.characters)
    errno = error
    return false
  }

  /// A name that nothing has, in the same folder.
  static func temporaryPath(besides path: SystemPath) -> SystemPath {
    let name = ".tessera-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    return SystemPath(bytes: path.folder.bytes + Array(name.utf8)) ?? path
  }

  #if os(Linux)
    private static func openNameless(in folder: SystemPath) -> Int32? {
      let nameless = 0o20_000_000 | O_DIRECTORY  // O_TMPFILE, a macro that Swift does not see
      let descriptor = open(folder.characters, nameless | O_WRONLY | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { return nil }
      // Without /proc it could never get a name.
      if access(place(of: descriptor), F_OK) == 0 { return descriptor }
      _ = close(descriptor)
      return nil
    }

    private func link(to path: SystemPath) -> Bool {
      linkat(AT_FDCWD, Self.place(of: descriptor), AT_FDCWD, path.characters, AT_SYMLINK_FOLLOW) == 0
    }

    private static func place(of descriptor: Int32) -> [CChar] { Array("/proc/self/fd/\(descriptor)".utf8CString) }
  #else
    private static func openNameless(in folder: SystemPath) -> Int32? { nil }

    private func link(to path: SystemPath) -> Bool { false }
  #endif
}
