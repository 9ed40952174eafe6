internal import VectorFiles

/// A command line that a shell of POSIX takes as it was meant, in lines of moderate length.
struct ShellCommand {
  let words: [String]

  /// - Parameter words: the program and its arguments; bytes that are not UTF-8 as `PathText` has them.
  init(_ words: [String]) { self.words = words }

  /// An option and its value stay together; a line is broken before one that would pass the width.
  func lines(width: Int = 64) -> [String] {
    var lines: [String] = []
    var line = ""
    for group in groups {
      if !line.isEmpty, line.count + 1 + group.count > width - 2 {
        lines.append(line + " \\")
        line = "  " + group
      } else {
        line += line.isEmpty ? group : " " + group
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private var groups: [String] {
    var groups: [String] = []
    var takesValue = false
    for word in words {
      let quoted = Self.quoted(word)
      if takesValue, !word.hasPrefix("-") {
        groups[groups.count - 1] += " " + quoted
        takesValue = false
      } else {
        groups.append(quoted)
        takesValue = word.hasPrefix("-") && !word.contains("=")
      }
    }
    return groups
  }

  /// A word as the shell has to read it: bare, in quotation marks, or, where bytes cannot be shown, as `$'\xE9'`.
  static func quoted(_ word: String) -> String {
    let bytes = PathText.bytes(of: word)
    if !bytes.isEmpty, bytes.allSatisfy(isBare) { return word }
    if word.shown.utf8.elementsEqual(word.utf8) { return "'" + word.split("'").joined(separator: #"'\''"#) + "'" }
    return "$'" + bytes.map(escaped).joined() + "'"
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: Array("_-./+,:=@%".utf8).contains(byte)
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
    case 0x20..<0x7F: String(UnicodeScalar(byte))
    default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
}

extension String {
  fileprivate func split(_ separator: Character) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
