#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The file that a path leads to, and which of its matrices: `x.npz:X` where there is a file `x.npz`, and none of the whole
/// name.
package struct InputPath {
  package let file: String
  package let member: String?

  package init(_ path: String) {
    var (file, member): (String, String?) = (path, nil)
    if !Self.exists(path) {
      for colon in path.indices.reversed() where path[colon] == ":" {
        let name = path[path.index(after: colon)...]
        guard !name.isEmpty, Self.isRegular(String(path[..<colon])) else { continue }
        (file, member) = (String(path[..<colon]), String(name))
        break
      }
    }
    (self.file, self.member) = (file, member)
  }

  private static func exists(_ path: String) -> Bool { mode(of: path) != nil }

  private static func isRegular(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFREG } ?? false }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    guard let path = SystemPath(path), stat(path.characters, &status) == 0 else { return nil }
    return status.st_mode
  }
}
