/// The text of a path whose bytes need not be UTF-8, and back.
///
/// To Unix a name is bytes; to Swift it is text. A byte that belongs to no UTF-8 sequence appears in the text as U+10FFFF,
/// which is no character and in no sensible name, followed by the scalar of the byte's value. Whatever this module opens or
/// writes takes such texts, so that every file can be named:
///
/// ```swift
/// let path = PathText.text(of: [0x61, 0xE9])      // "a", then a byte of Latin-1
/// try VectorFileReader().read(path)               // opens the name of two bytes
/// ```
///
/// Different bytes have different texts, and a text gives its bytes back.
public enum PathText {
  private static let mark: Unicode.Scalar = "\u{10FFFF}"

  /// The text of a path.
  public static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(mark) { return text }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let byte = rest.first {
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if let text = String(validating: rest.prefix(length), as: UTF8.self), text.unicodeScalars.count == 1,
        text.unicodeScalars.first != mark
      {
        scalars.append(contentsOf: text.unicodeScalars)
        rest = rest.dropFirst(length)
      } else {
        scalars.append(mark)
        scalars.append(Unicode.Scalar(byte))
        rest = rest.dropFirst()
      }
    }
    return String(scalars)
  }

  /// The bytes of a path.
  public static func bytes(of text: String) -> [UInt8] {
    guard text.unicodeScalars.contains(mark) else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    var isMarked = false
    for scalar in text.unicodeScalars {
      if isMarked, let byte = UInt8(exactly: scalar.value), byte >= 0x80 {
        bytes.append(byte)
      } else if scalar != mark {
        bytes += Array(String(scalar).utf8)
      }
      isMarked = scalar == mark
    }
    return bytes
  }

  /// The text as it can be shown: one line, and nothing that moves a cursor, changes colours or the direction of writing,
  /// or cannot be seen. Such scalars appear as `\n`, `\x1B` or `\u{202E}`, bytes that are not UTF-8 as `\xE9`.
  public static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var shown = String.UnicodeScalarView()
    var isMarked = false
    for scalar in text.unicodeScalars {
      let wasMarked = isMarked
      isMarked = scalar == mark
      if isMarked { continue }
      if wasMarked || !isPlain(scalar) {
        shown.append(contentsOf: escape(scalar).unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
    default: true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default:
      if let byte = UInt8(exactly: scalar.value) {
        "\\x" + Excerpt.hexadecimal(byte)
      } else {
        "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      }
    }
  }
}

extension String {
  /// The text as it can be shown in a message or on a terminal (``PathText/shown(_:)``).
  package var shown: String { PathText.shown(self) }
}
