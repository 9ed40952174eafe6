/// Shows a few bytes of a file in a message without letting control characters through.
enum Excerpt {
  private static let most = 24

  /// About 24 bytes between quotation marks; what is no printable character of UTF-8 appears as `\xE9`.
  static func quoted(_ bytes: some Collection<UInt8>) -> String {
    let start = Array(bytes.prefix(most + 3))
    var text = "“"
    var index = 0
    while index < min(start.count, most) {
      if let (scalar, length) = character(start[index...]) {
        text.unicodeScalars.append(scalar)
        index += length
      } else {
        text += "\\x" + hexadecimal(start[index])
        index += 1
      }
    }
    return text + (bytes.count > index ? "…”" : "”")
  }

  /// The printable character with which bytes begin, and how many of them it takes.
  private static func character(_ bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar, length: Int)? {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return isPrintable(scalar) ? (scalar, UTF8.width(scalar)) : nil
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    case .nonspacingMark, .enclosingMark, .spacingMark: false
    default: true
    }
  }

  /// Two digits.
  static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
