internal import VectorFiles

/// Text in places where some characters mean something.
enum Escaping {
  /// Text between tags or in an attribute. What hides, or turns text round, is spelled out.
  static func html(_ text: String) -> String {
    let shown = text.shown
    guard shown.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22, 0x27].contains($0) }) else { return shown }
    var result = ""
    for scalar in shown.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// JSON inside a script element: no `</script>`, no `<!--`, no line break that JavaScript knows and JSON does not.
  static func script(_ json: JSONValue) -> Markup {
    var result = ""
    for scalar in json.text.unicodeScalars {
      switch scalar {
      case "<": result += "\\u003c"
      case ">": result += "\\u003e"
      case "&": result += "\\u0026"
      case "\u{2028}": result += "\\u2028"
      case "\u{2029}": result += "\\u2029"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return Markup(trusted: result)
  }
}
