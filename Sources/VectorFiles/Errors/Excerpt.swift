/// Shows a few bytes of a file in a message without letting control characters through.
enum Excerpt {
  /// At most 24 bytes between quotation marks; what is not printable ASCII appears as `\xE9`.
  static func quoted(_ bytes: some Collection<UInt8>) -> String {
    var text = "“"
    for byte in bytes.prefix(24) {
      text += byte >= 0x20 && byte < 0x7F ? String(UnicodeScalar(byte)) : "\\x" + hexadecimal(byte)
    }
    return text + (bytes.count > 24 ? "…”" : "”")
  }

  /// Two digits.
  static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
