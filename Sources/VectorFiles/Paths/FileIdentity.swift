internal import CLibrary

/// Which file a path leads to, however it is spelled: `x`, `./x` and links to it are one file.
package enum FileIdentity: Hashable, Sendable {
  case inode(device: UInt64, number: UInt64)
  /// A file that is not there yet, in a folder that is.
  case newFile(name: [UInt8], device: UInt64, folder: UInt64)

  /// nil where nothing can be overwritten or nothing can be said: a device (a terminal, `/dev/null`), a path that leads
  /// nowhere.
  package init?(of path: String) {
    var status = stat()
    if let descriptor = OutputDestination.descriptor(named: path) {
      guard fstat(descriptor, &status) == 0 else { return nil }
    } else {
      guard let start = SystemPath(path) else { return nil }
      if stat(start.characters, &status) != 0 {
        guard errno == ENOENT, let end = OutputDestination.endOfLinks(start),
          stat(end.folder.characters, &status) == 0, !end.name.isEmpty
        else { return nil }
        self = .newFile(
          name: end.name, device: UInt64(truncatingIfNeeded: status.st_dev),
          folder: UInt64(truncatingIfNeeded: status.st_ino))
        return
      }
    }
    if status.st_mode & S_IFMT == S_IFCHR { return nil }
    self = .inode(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// The regular file behind one of the process's descriptors; nil for a terminal, a pipe, a socket, which can take several
  /// things one after the other.
  package init?(ofFileBehind descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(of: "/dev/fd/\(descriptor)")
  }

  /// Whether what is written to a path appears among what the process writes to a descriptor: a name of it, or of the same
  /// pipe or terminal.
  package static func isStream(_ path: String, _ descriptor: Int32) -> Bool {
    let named = OutputDestination.descriptor(named: path)
    if named == descriptor { return true }
    var (own, other) = (stat(), stat())
    guard fstat(descriptor, &own) == 0 else { return false }
    if let named {
      guard fstat(named, &other) == 0 else { return false }
    } else {
      guard let start = SystemPath(path), stat(start.characters, &other) == 0 else { return false }
    }
    let type = own.st_mode & S_IFMT
    let isShared = type == S_IFIFO || type == S_IFSOCK || type == S_IFCHR && isatty(descriptor) == 1
    return isShared && own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }

  /// Whether a path names a descriptor that the process has open.
  package static func isDescriptor(_ path: String) -> Bool { OutputDestination.descriptor(named: path) != nil }
}
