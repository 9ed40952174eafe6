#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What stands behind the path of an output, decided before a byte is written.
struct OutputDestination {
  enum Target {
    /// A regular file, there already or not: to be replaced; `mode` is what it has now.
    case file(resolvedPath: String, mode: mode_t?)
    /// A device or a pipe.
    case stream
    /// A descriptor that the process has open.
    case descriptor(Int32)
  }

  /// The path as it was given.
  let path: String
  let target: Target

  init(path: String) throws(VectorFileError) {
    self.path = path
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw VectorFileError(
        kind: .cannotCreate, path: path, location: .file, problem: "not a path",
        advice: "name a file without NUL bytes")
    }
    if let descriptor = Self.descriptor(named: path) {
      target = .descriptor(descriptor)
      return
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      target = .file(resolvedPath: path, mode: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard access(path, W_OK) == 0 else { throw Self.cannotCreate(path, SystemError().text) }
      guard let resolved = realpath(path, nil) else { throw Self.cannotCreate(path, SystemError().text) }
      defer { free(resolved) }
      target = .file(resolvedPath: String(cString: resolved), mode: status.st_mode & 0o7777)
    case S_IFDIR: throw Self.cannotCreate(path, "is a directory")
    default: target = .stream
    }
  }

  static func cannotCreate(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .cannotCreate, path: path, location: .file, problem: problem,
      advice: "name a file in a folder that exists and is writable")
  }

  /// The folder of a path, with its final slash (empty for the current folder).
  static func folder(of path: String) -> Substring {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return path[...slash]
  }

  private static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdout": 1
    case "/dev/stderr": 2
    default:
      if path.hasPrefix("/dev/fd/"), let number = Int32(path.dropFirst(8)), number >= 0 { number } else { nil }
    }
  }
}
