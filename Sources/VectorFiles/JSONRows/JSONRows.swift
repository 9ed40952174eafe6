/// The rows of a JSON text, one after the other: objects or arrays, each in a line of its own (JSON Lines) or all of them in
/// one array.
struct JSONRows {
  /// A value of the current row.
  struct Field {
    /// Where its key is, without quotation marks; empty in a row that is an array.
    var key: Range<Int>
    var value: Range<Int>
    var kind: JSONScanner.Kind
  }

  private var scanner: JSONScanner
  /// Whether the rows stand in an array.
  private let isArray: Bool
  private var isFirst = true
  /// Where the current row begins.
  private(set) var start = 0
  /// Whether the current row is an object.
  private(set) var isObject = false
  private(set) var fields: [Field] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    scanner = JSONScanner(bytes: bytes, position: start)
    var ahead = scanner
    isArray = ahead.consume("[") && (ahead.peek() == UInt8(ascii: "[") || ahead.peek() == UInt8(ascii: "{"))
  }

  /// Reads the next row; false at the end.
  mutating func next() throws(JSONScanner.Failure) -> Bool {
    if isArray, isFirst { _ = scanner.consume("[") }
    guard scanner.peek() != nil else {
      if isArray { throw scanner.failure("“]” is missing") }
      return false
    }
    if isArray, !isFirst {
      if scanner.consume("]") {
        guard scanner.peek() == nil else { throw scanner.failure("something follows the array of all rows") }
        return false
      }
      try scanner.expect(",")
    }
    isFirst = false
    fields.removeAll(keepingCapacity: true)
    _ = scanner.peek()
    start = scanner.position
    isObject = scanner.consume("{")
    guard isObject || scanner.consume("[") else { throw scanner.failure("a row is neither an object nor an array") }
    if !scanner.consume(isObject ? "}" : "]") {
      repeat { try readField() } while scanner.consume(",")
      try scanner.expect(isObject ? "}" : "]")
    }
    return true
  }

  private mutating func readField() throws(JSONScanner.Failure) {
    var key = 0..<0
    if isObject {
      guard scanner.peek() == UInt8(ascii: "\"") else { throw scanner.failure("a key is missing") }
      key = try scanner.string()
      try scanner.expect(":")
    }
    _ = scanner.peek()
    let start = scanner.position
    let kind = try scanner.value()
    fields.append(Field(key: key, value: start..<scanner.position, kind: kind))
  }
}
