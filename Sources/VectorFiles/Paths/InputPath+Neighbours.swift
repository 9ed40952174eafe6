extension InputPath {
  /// Whether a path leads anywhere.
  package static func exists(_ path: String) -> Bool { PathKind(path) != nil }

  /// The paths of what lies in the folder of a path, in the order of their names; none where it cannot be looked into.
  package static func neighbours(of path: String) -> [String] {
    let bytes = PathText.bytes(of: path)
    let folder = bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[...$0]) } ?? []
    let names = (try? contents(of: folder.isEmpty ? "." : PathText.text(of: folder))) ?? []
    return names.sorted { $0.lexicographicallyPrecedes($1) }.map { PathText.text(of: folder + $0) }
  }
}
