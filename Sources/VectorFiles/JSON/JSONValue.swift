/// A JSON value (RFC 8259); objects keep the order of their keys.
package enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  /// A number without point and exponent that fits Int.
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }

    /// Whether these are the bytes of the key: strings are equal, at some length, when they look the same.
    func isNamed(_ name: String) -> Bool { key.utf8.elementsEqual(name.utf8) }
  }

  /// The value as compact JSON text; a number that is not finite becomes null.
  package var text: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? String(value) : "null"
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  /// A string between quotation marks, with escapes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // Controls, and what hides or turns text round: reports go to terminals, too.
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{200B}"..."\u{200F}", "\u{2028}"..."\u{202E}", "\u{2060}"..."\u{206F}",
        "\u{FEFF}":
        let (high, low) = UInt16(scalar.value).quotientAndRemainder(dividingBy: 256)
        result += "\\u" + Excerpt.hexadecimal(UInt8(high)) + Excerpt.hexadecimal(UInt8(low))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
