internal import VectorFiles

/// A JSON object laid out for people and diffs: one member per line, and one line per entry of an array of objects.
enum JSONReport {
  static func text(_ object: JSONValue) -> String {
    guard case .object(let members) = object else { return object.text + "\n" }
    let lines = members.map { "  " + JSONValue.quoted($0.key) + ": " + text(of: $0.value) }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func text(of value: JSONValue) -> String {
    guard case .array(let entries) = value, case .object? = entries.first else { return value.text }
    return "[\n" + entries.map { "    " + $0.text }.joined(separator: ",\n") + "\n  ]"
  }
}
