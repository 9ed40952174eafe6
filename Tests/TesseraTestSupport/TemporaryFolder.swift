public import Foundation

/// A folder that is removed with everything in it.
public final class TemporaryFolder {
  public let path: String

  public init() {
    let url = FileManager.default.temporaryDirectory.appending(path: "tessera-tests-\(UUID().uuidString)")
    path = url.path
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      preconditionFailure("\(path): \(error)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public var url: URL { URL(filePath: path) }

  /// The names of all files, hidden ones too, sorted.
  public func contents() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  /// Writes a file and returns its path.
  @discardableResult public func file(_ name: String, _ bytes: [UInt8]) -> String {
    let file = "\(path)/\(name)"
    precondition(FileManager.default.createFile(atPath: file, contents: Data(bytes)), "\(file) is not written")
    return file
  }

  @discardableResult public func file(_ name: String, _ text: String) -> String { file(name, Array(text.utf8)) }
}

/// The bytes of a file; none if there is no such file.
public func contents(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? [] }
