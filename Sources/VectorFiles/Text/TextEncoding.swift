/// How the bytes of a text are characters.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  /// ISO 8859-1, in which every byte is a character; 0x80 to 0x9F as Windows has them.
  case latin1 = "latin-1"

  /// The text of a cell: without the second of two quotation marks where it was quoted, and in one line.
  func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, isQuoted: Bool) -> String {
    var content: [UInt8] = []
    var isDoubled = false
    for byte in bytes {
      isDoubled = isQuoted && byte == UInt8(ascii: "\"") && !isDoubled && content.last == byte
      if !isDoubled { content.append(byte) }
    }
    if self != .latin1 { return String(decoding: content, as: UTF8.self) }
    return String(String.UnicodeScalarView(content.map(Self.scalar)))
  }

  /// The characters that Windows-1252 has in place of the control characters 0x80 to 0x9F.
  private static let windows: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(windows[Int(byte) - 0x80]) ?? Unicode.Scalar(byte)
  }
}
