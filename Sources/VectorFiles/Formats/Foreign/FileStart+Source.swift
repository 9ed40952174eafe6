/// Sources of programs, told by the statements with which they begin.
extension FileStart {
  private static let lines = 60

  /// Whether two of the first lines at least are statements that no table has.
  var isSource: Bool {
    let start = file.bytes.prefix(1 << 13)
    guard !isBinary else { return false }
    let lines = start.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(Self.lines)
    return lines.count { Self.isStatement(String(decoding: $0, as: UTF8.self)) } >= 2
  }

  /// `import x`, `from x import y`, `#include <x>`, `def x():`, `library(x)`, `using X;` and the like, without a number among
  /// the words.
  private static func isStatement(_ line: String) -> Bool {
    let words = line.split { " ,\t;".contains($0) }
    guard let first = words.first, !words.contains(where: { Double($0) != nil }) else { return false }
    let end = line.last { $0 != " " && $0 != "\t" }
    return switch first {
    case "import", "package", "using": (2...6).contains(words.count) && (first == "import" || end == ";")
    case "from": words.count > 3 && words[2] == "import"
    case "#include": words.count > 1
    case "def", "class": end == ":" || end == "{"
    case "const", "let", "var", "static", "public", "func", "fn": "{;(".contains(end ?? " ")
    case "function", "return": line.contains("(") || end == ";"
    default: first.hasPrefix("library(") || first.hasPrefix("require(")
    }
  }
}
