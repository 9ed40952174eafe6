extension JSONParser {
  /// The string that begins at the current position, its escapes resolved.
  mutating func parseString() throws(ByteCursor.Failure) -> String {
    cursor.position += 1  // the quotation mark
    var content: [UInt8] = []
    while let byte = cursor.next() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw cursor.failure("a string is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += try parseEscape().utf8
      case 0..<0x20: throw cursor.failure("a string holds a control character")
      default: content.append(byte)
      }
    }
    throw cursor.failure("a string does not end")
  }

  private mutating func parseEscape() throws(ByteCursor.Failure) -> String {
    guard let byte = cursor.byte else { throw cursor.failure("a string does not end") }
    defer { cursor.position += 1 }
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape()
    default: throw cursor.failure("a string holds an unknown escape")
    }
  }

  /// One `uXXXX`, or two that make a surrogate pair; ends on the last digit.
  private mutating func parseUnicodeEscape() throws(ByteCursor.Failure) -> String {
    let first = try parseHexadecimalDigits()
    if let scalar = Unicode.Scalar(first) { return String(scalar) }
    let (bytes, position) = (cursor.bytes, cursor.position)
    guard first < 0xDC00, bytes.count - position > 6, bytes[position + 1] == UInt8(ascii: "\\"),
      bytes[position + 2] == UInt8(ascii: "u")
    else { throw cursor.failure("half of a surrogate pair is missing") }
    cursor.position += 2
    let second = try parseHexadecimalDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw cursor.failure("half of a surrogate pair is missing") }
    return String(scalar)
  }

  /// The four digits behind the `u` at the current position; ends on the last one.
  private mutating func parseHexadecimalDigits() throws(ByteCursor.Failure) -> UInt32 {
    guard cursor.bytes.count - cursor.position > 4 else { throw cursor.failure("four hexadecimal digits are missing") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      cursor.position += 1
      guard let byte = cursor.byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw cursor.failure("four hexadecimal digits are missing")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
