internal import CLibrary

/// What the system says in a file of its own (`/proc`, `/sys`), whose size is not known beforehand.
package enum SystemFile {
  /// nil where there is no such file, or it cannot be read.
  package static func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { _ = close(file) }
    var (bytes, count) = ([UInt8](repeating: 0, count: 1 << 13), 0)
    while true {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      let more = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + count, $0.count - count) }
      guard more > 0 else { return more == 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil }
      count += more
    }
  }
}
