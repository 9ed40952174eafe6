/// What stands between two cells of a line.
public enum TextSeparator: Sendable, Hashable {
  case tab, semicolon, comma, pipe
  /// Spaces and tabs, as many as there are.
  case whitespace
  /// One cell per line.
  case none
  /// Any other ASCII character.
  case other(UInt8)

  /// Those that are looked for, in the order in which they are preferred when several explain a file equally well.
  static let candidates: [TextSeparator] = [.tab, .semicolon, .comma, .pipe, .whitespace]

  /// A separator as people write it: one ASCII character, `\t` or `tab`, `space` or `whitespace`; nil for anything else,
  /// and for what numbers and quoted cells are made of.
  public init?(_ text: String) {
    switch text {
    case "tab", "\\t", "\t": self = .tab
    case "space", "whitespace", " ": self = .whitespace
    case ";": self = .semicolon
    case ",": self = .comma
    case "|": self = .pipe
    default:
      let bytes = Array(text.utf8)
      guard bytes.count == 1, (0x21..<0x7F).contains(bytes[0]), !TextSeparator.isTaken(bytes[0]) else { return nil }
      self = .other(bytes[0])
    }
  }

  private static func isTaken(_ byte: UInt8) -> Bool {
    "\"+-.#".utf8.contains(byte) || byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// The separating byte; a line feed, which no cell holds, when there is none.
  var byte: UInt8 {
    switch self {
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    case .comma: UInt8(ascii: ",")
    case .pipe: UInt8(ascii: "|")
    case .whitespace: UInt8(ascii: " ")
    case .none: UInt8(ascii: "\n")
    case .other(let byte): byte
    }
  }
}
