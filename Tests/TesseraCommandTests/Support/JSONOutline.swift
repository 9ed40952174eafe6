@testable import VectorFiles

/// The keys of a JSON text in their order, one per line with the types that its values have: `trace[].inertia: number`.
struct JSONOutline {
  private var keys: [String] = []
  private var types: [String: Set<String>] = [:]

  init(_ text: String) throws {
    var bytes = Array(text.utf8)
    let value = try bytes.withUnsafeMutableBytes { bytes in
      var parser = JSONParser(bytes: UnsafeRawBufferPointer(bytes))
      return try parser.parse()
    }
    add(value, at: "")
  }

  var text: String { keys.map { "\($0): \((types[$0] ?? []).sorted().joined(separator: " or "))\n" }.joined() }

  private mutating func add(_ value: JSONValue, at path: String) {
    switch value {
    case .object(let members):
      for member in members { add(member.value, at: path.isEmpty ? member.key : path + "." + member.key) }
    case .array(let values):
      for value in values { add(value, at: path + "[]") }
    case .null: note("null", at: path)
    case .boolean: note("boolean", at: path)
    case .integer, .number: note("number", at: path)
    case .string: note("string", at: path)
    }
  }

  private mutating func note(_ type: String, at path: String) {
    if types[path] == nil { keys.append(path) }
    types[path, default: []].insert(type)
  }
}
