internal import CLibrary

/// A folder of new files that appears whole or not at all.
///
/// They are written to a folder called `.tessera-*.tmp` beside it, which takes its name in the end and is removed where anything fails; only a
/// process that is killed leaves it behind. The folder has to be new, or empty: files of before would be taken for its own.
package struct OutputFolder: ~Copyable {
  private let path: String
  private let place: SystemPath
  private let temporary: SystemPath
  /// Those that were made, files and the folders that they lie in.
  private var entries: [(path: SystemPath, isFolder: Bool)]
  private var isFinished = false

  /// Throws what making the folder would throw: call it before work whose result should go there.
  package static func checkWritable(_ path: String) throws(VectorFileError) { _ = try newPlace(path) }

  package init(_ path: String) throws(VectorFileError) {
    let place = try Self.newPlace(path)
    let temporary = NewFile.temporaryPath(besides: place)
    guard mkdir(temporary.characters, 0o777) == 0 else { throw Self.cannotCreate(path, SystemError().text) }
    self.path = path
    self.place = place
    self.temporary = temporary
    entries = [(temporary, true)]
  }

  deinit {
    guard !isFinished else { return }
    for entry in entries.reversed() {
      _ = entry.isFolder ? rmdir(entry.path.characters) : unlink(entry.path.characters)
    }
  }

  /// Writes one of its files.
  ///
  /// - Parameters:
  ///   - name: of the file, in a folder of that name within this one.
  ///   - body: receives the path to write to.
  package mutating func write(
    _ name: String, in folder: String, _ body: (_ path: String) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let inner = try entry(folder)
    guard mkdir(inner.characters, 0o777) == 0 else { throw Self.cannotCreate(path, SystemError().text) }
    entries.append((inner, true))
    try write(folder + "/" + name, body)
  }

  /// Writes one of its files.
  ///
  /// - Parameter body: receives the path to write to.
  package mutating func write(
    _ name: String, _ body: (_ path: String) throws(VectorFileError) -> Void
  ) throws(VectorFileError) {
    let file = try entry(name)
    entries.append((file, false))
    do throws(VectorFileError) {
      try body(PathText.text(of: file.bytes))
    } catch {
      var error = error
      error.path = "\(path)/\(name)"
      throw error
    }
  }

  /// Gives the folder its name.
  package mutating func finish() throws(VectorFileError) {
    // An empty folder gives way to it; one that got files since does not.
    guard rename(temporary.characters, place.characters) == 0 else {
      throw Self.cannotCreate(path, SystemError().text)
    }
    isFinished = true
  }

  private func entry(_ name: String) throws(VectorFileError) -> SystemPath {
    guard let entry = SystemPath(bytes: temporary.bytes + Array(("/" + name).utf8)) else {
      throw Self.cannotCreate(path, "not a path")
    }
    return entry
  }

  /// The path without slashes at its end, where there is nothing, or an empty folder.
  private static func newPlace(_ path: String) throws(VectorFileError) -> SystemPath {
    var bytes = PathText.bytes(of: path)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard let place = SystemPath(bytes: bytes) else { throw cannotCreate(path, "not a path") }
    guard access(place.folder.characters, W_OK | X_OK) == 0 else { throw cannotCreate(path, SystemError().text) }
    var status = stat()
    guard lstat(place.characters, &status) == 0 else {
      guard errno == ENOENT else { throw cannotCreate(path, SystemError().text) }
      return place
    }
    guard status.st_mode & S_IFMT == S_IFDIR, isEmpty(place) else {
      throw cannotCreate(path, "is there already")
    }
    return place
  }

  private static func isEmpty(_ folder: SystemPath) -> Bool {
    guard let stream = opendir(folder.characters) else { return false }
    defer { _ = closedir(stream) }
    // Every folder has itself and the one above.
    var count = 0
    while count < 3, readdir(stream) != nil { count += 1 }
    return count < 3
  }

  private static func cannotCreate(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .cannotCreate, path: path, location: .file, problem: problem,
      advice: "name a new folder, in one that exists and is writable")
  }
}
