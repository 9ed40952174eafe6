internal import CLibrary

extension InputPath {
  /// The files of a directory or pattern in the order of their names' bytes; nil for anything else.
  ///
  /// In a directory, names that begin with a point or an underscore (`_SUCCESS`) are passed over.
  func parts() throws(VectorFileError) -> [String]? {
    let (path, names): (String, [[UInt8]])
    switch place {
    case .standardInput, .file: return nil
    case .directory(let directory):
      path = directory
      let folder = PathText.bytes(of: directory)
      let separator = folder.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
      names = try Self.contents(of: directory).filter { $0.first != UInt8(ascii: ".") && $0.first != UInt8(ascii: "_") }
        .map { folder + separator + $0 }
    case .pattern(let pattern):
      path = pattern
      names = Self.matches(pattern)
    }
    let parts = names.sorted { $0.lexicographicallyPrecedes($1) }.map(PathText.text)
    if let directory = parts.first(where: { PathKind($0) == .directory }) {
      throw Self.failure(
        path, "it leads to another directory: “\(directory)”", "name the files by a pattern, such as '\(path)/*.csv'")
    }
    guard !parts.isEmpty else {
      if case .pattern = place {
        // Brackets stand in names, too.
        let isPlain = !path.utf8.contains { "*?".utf8.contains($0) }
        throw Self.failure(
          path, isPlain ? SystemError.missingFile : "no file matches the pattern", "name a readable file")
      }
      throw Self.failure(path, "the directory holds no files", "name a readable file")
    }
    return parts
  }

  static func contents(of directory: String) throws(VectorFileError) -> [[UInt8]] {
    guard let path = SystemPath(directory), let stream = opendir(path.characters) else {
      throw failure(directory, SystemError().text, "name a readable file or directory")
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  private static func matches(_ pattern: String) -> [[UInt8]] {
    guard let path = SystemPath(pattern) else { return [] }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(path.characters, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    guard let paths = found.gl_pathv as UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      paths[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  private static func failure(_ path: String, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .noInput, path: path, location: .file, problem: problem, advice: advice)
  }
}

/// What sort of thing a path leads to.
enum PathKind {
  case regular, directory, other

  /// nil where it leads nowhere.
  init?(_ path: String) {
    var status = stat()
    guard let path = SystemPath(path), stat(path.characters, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    default: self = .other
    }
  }
}
