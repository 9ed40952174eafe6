internal import CLibrary

/// What stands behind the path of an output, decided before a byte is written.
struct OutputDestination {
  enum Target {
    /// A regular file: to be replaced where it is there already; `mode` is what it has then.
    case file(SystemPath, mode: mode_t?)
    /// A device or a pipe.
    case stream(SystemPath)
    /// A descriptor that the process has open.
    case descriptor(Int32)
  }

  /// The path as it was given.
  let path: String
  let target: Target

  init(path: String) throws(VectorFileError) {
    self.path = path
    guard let start = SystemPath(path) else {
      throw VectorFileError(
        kind: .cannotCreate, path: path, location: .file, problem: "not a path",
        advice: "name a file without NUL bytes")
    }
    if let descriptor = Self.descriptor(named: path) {
      target = .descriptor(descriptor)
      return
    }
    var status = stat()
    guard stat(start.characters, &status) == 0 else {
      // Not there is right; too long a name or a folder that is none is not.
      guard errno == ENOENT, let end = Self.endOfLinks(start) else {
        throw Self.cannotCreate(path, SystemError().text)
      }
      guard !end.name.isEmpty else { throw Self.cannotCreate(path, "is the name of a folder") }
      target = .file(end, mode: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard access(start.characters, W_OK) == 0 else { throw Self.cannotCreate(path, SystemError().text) }
      guard let resolved = realpath(start.characters, nil) else { throw Self.cannotCreate(path, SystemError().text) }
      defer { free(resolved) }
      let bytes = UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map(UInt8.init(truncatingIfNeeded:))
      guard let file = SystemPath(bytes: bytes) else { throw Self.cannotCreate(path, "not a path") }
      guard Self.mayReplace(file, status) else {
        throw Self.cannotCreate(path, "belongs to somebody else, in a folder where only the owner replaces a file")
      }
      target = .file(file, mode: status.st_mode & 0o7777)
    case S_IFDIR: throw Self.cannotCreate(path, "is a directory")
    case S_IFBLK: throw Self.cannotCreate(path, "is a disk")
    case S_IFSOCK: throw Self.cannotCreate(path, "is a socket")
    default:
      guard access(start.characters, W_OK) == 0 else { throw Self.cannotCreate(path, SystemError().text) }
      target = .stream(start)
    }
  }

  static func cannotCreate(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .cannotCreate, path: path, location: .file, problem: problem,
      advice: "name a file in a folder that exists and is writable")
  }

  /// Where the links of a path that leads to no file end; nil where there are too many, or one cannot be followed (errno
  /// says why).
  static func endOfLinks(_ start: SystemPath) -> SystemPath? {
    var path = start
    for _ in 0..<40 {
      var status = stat()
      guard lstat(path.characters, &status) == 0 else { return errno == ENOENT ? path : nil }
      guard status.st_mode & S_IFMT == S_IFLNK else { return path }  // there since a moment ago
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = readlink(path.characters, &buffer, buffer.count)
      guard length > 0, let target = SystemPath(bytes: buffer[..<length].map(UInt8.init(truncatingIfNeeded:))) else {
        return nil
      }
      path = path.resolving(target)
    }
    errno = ELOOP
    return nil
  }

  static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        if let number = Int32(path.dropFirst(folder.count)), number >= 0 { return number }
      }
      return nil
    }
  }

  /// In a folder with the sticky bit, such as /tmp, only the owner of a file or of the folder replaces it.
  private static func mayReplace(_ file: SystemPath, _ status: stat) -> Bool {
    var folder = stat()
    guard stat(file.folder.characters, &folder) == 0, folder.st_mode & S_ISVTX != 0 else { return true }
    return [0, status.st_uid, folder.st_uid].contains(geteuid())
  }
}
