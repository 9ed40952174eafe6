internal import CLibrary

/// A file that says which library a driver is: the few lines of TOML that ADBC defines.
struct DriverManifest: Equatable {
  var library: String?
  var entrypoint: String?

  /// - Parameter platform: the key of this machine where the library is a table of several, such as `linux_amd64`.
  init(_ text: String, platform: String = Self.platform) {
    var table = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("[") {
        table = String(line.dropFirst().prefix { $0 != "]" })
        continue
      }
      guard let equals = line.firstIndex(of: "=") else { continue }
      let key = Self.unquoted(Self.trimmed(line[..<equals]))
      let name = table.isEmpty ? key : table + "." + key
      guard let value = Self.text(Self.trimmed(line[line.index(after: equals)...])) else { continue }
      switch name {
      case "Driver.shared", "Driver.shared." + platform: library = value
      case "Driver.entrypoint": entrypoint = value
      default: break
      }
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func unquoted(_ text: Substring) -> String { text.filter { $0 != "\"" && $0 != "'" } }

  /// A string of either sort; nil for anything else.
  private static func text(_ value: Substring) -> String? {
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    var text = ""
    var isEscaped = false
    for character in value.dropFirst() {
      if isEscaped {
        text.append(character)
        isEscaped = false
      } else if character == "\\", quote == "\"" {
        isEscaped = true
      } else if character == quote {
        return text
      } else {
        text.append(character)
      }
    }
    return nil
  }

  /// What manifests call this machine.
  static var platform: String {
    #if canImport(Darwin)
      let system = "macos"
    #else
      let system = "linux"
    #endif
    #if arch(x86_64)
      let processor = "amd64"
    #elseif arch(arm64)
      let processor = "arm64"
    #else
      let processor = "other"
    #endif
    #if canImport(Musl)
      return "\(system)_\(processor)_musl"
    #else
      return "\(system)_\(processor)"
    #endif
  }

  /// The text of a small file; nil where it cannot be read.
  static func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
