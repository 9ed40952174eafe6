internal import CLibrary

/// A path as the system's calls take it: bytes, with a NUL behind them.
struct SystemPath {
  let characters: [CChar]

  /// nil for a path that no file can have: an empty one, or one that holds a NUL.
  init?(_ text: String) {
    self.init(bytes: PathText.bytes(of: text)[...])
  }

  init?(bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty, !bytes.contains(0) else { return nil }
    characters = bytes.map(CChar.init(truncatingIfNeeded:)) + [0]
  }

  var bytes: [UInt8] { characters.dropLast().map(UInt8.init(truncatingIfNeeded:)) }

  /// The folder, with its final slash; `./` where the path names none.
  var folder: SystemPath {
    let bytes = bytes
    let end = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return SystemPath(
      characters: (end > 0 ? bytes[..<end] : Array("./".utf8)[...]).map(CChar.init(truncatingIfNeeded:)) + [0])
  }

  /// What follows the folder; may be empty.
  var name: [UInt8] {
    let bytes = bytes
    return Array(bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...])
  }

  /// A path beside this one, or anywhere where it is absolute.
  func resolving(_ other: SystemPath) -> SystemPath {
    if other.characters.first == CChar(UInt8(ascii: "/")) { return other }
    return SystemPath(characters: folder.characters.dropLast() + other.characters)
  }

  /// Has the names in this folder written to the disk; a file system that cannot is left alone.
  func sync() {
    let descriptor = open(characters, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = DiskSync.sync(descriptor)
    _ = close(descriptor)
  }

  private init(characters: some Collection<CChar>) { self.characters = Array(characters) }
}
