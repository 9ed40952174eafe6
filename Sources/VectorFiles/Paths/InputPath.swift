/// What a path leads to that is to be read: standard input, a file, a matrix of a file, or several files that are one
/// matrix.
package struct InputPath: Sendable {
  package enum Place: Sendable, Equatable {
    /// `-`.
    case standardInput
    /// A file, and which of its matrices: `x.npz:X` where there is a file `x.npz`, and none of the whole name.
    case file(String, member: String?)
    /// All files of a directory.
    case directory(String)
    /// The files that a pattern matches, where there is none of its own name.
    case pattern(String)
  }

  package let place: Place

  package init(_ path: String) {
    if path == "-" {
      place = .standardInput
    } else if let kind = PathKind(path) {
      place = kind == .directory ? .directory(path) : .file(path, member: nil)
    } else if let (file, member) = Self.member(in: path) {
      place = .file(file, member: member)
    } else if path.utf8.contains(where: "*?[".utf8.contains) {
      place = .pattern(path)
    } else {
      place = .file(path, member: nil)
    }
  }

  /// What a message calls an input.
  package static func title(of path: String) -> String { path == "-" ? "standard input" : path }

  /// Whether several files may be one matrix.
  package var hasParts: Bool {
    switch place {
    case .standardInput, .file: false
    case .directory, .pattern: true
    }
  }

  /// The files that are read, as far as there are some.
  package var files: [String] {
    switch place {
    case .standardInput: []
    case .file(let file, _): [file]
    case .directory, .pattern: (try? parts()) ?? []
    }
  }

  private static func member(in path: String) -> (file: String, member: String)? {
    for colon in path.indices.reversed() where path[colon] == ":" {
      let (file, member) = (String(path[..<colon]), String(path[path.index(after: colon)...]))
      if !member.isEmpty, PathKind(file) == .regular { return (file, member) }
    }
    return nil
  }
}
