/// What stands between two cells of a line.
enum TextSeparator: CaseIterable {
  // In the order in which they are preferred when several explain a file equally well.
  case tab, semicolon, comma, whitespace
  /// One cell per line.
  case none

  /// The separating byte; a line feed, which no cell holds, when there is none.
  var byte: UInt8 {
    switch self {
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    case .comma: UInt8(ascii: ",")
    case .whitespace: UInt8(ascii: " ")
    case .none: UInt8(ascii: "\n")
    }
  }

  var name: String {
    switch self {
    case .tab: "a tab"
    case .semicolon: "a semicolon"
    case .comma: "a comma"
    case .whitespace: "a space"
    case .none: "nothing"
    }
  }
}
