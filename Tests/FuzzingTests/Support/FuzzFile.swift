import CLibrary
import Synchronization

/// A file for those loaders that take paths only, in memory where the system has room for files there; it goes with its owner.
final class FuzzFile {
  let path: String

  private static let folder: String = {
    for place in ["/dev/shm", "/tmp"] {
      var template = Array("\(place)/tessera-fuzz-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        atexit { rmdir(FuzzFile.folder) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    fatalError("there is no place for files")
  }()
  private static let count = Atomic(0)

  /// - Parameter bytes: nil for a file that is yet to be written.
  init(_ name: String, _ bytes: UnsafeRawBufferPointer? = nil) {
    path = "\(Self.folder)/\(Self.count.wrappingAdd(1, ordering: .relaxed).newValue)-\(name)"
    guard let bytes else { return }
    let file = fopen(path, "w")
    guard let file, fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count else { fatalError(path) }
    fclose(file)
  }

  deinit { unlink(path) }

  var contents: [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    return bytes
  }
}
