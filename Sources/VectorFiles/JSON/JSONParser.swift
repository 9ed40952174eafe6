/// Reads JSON strictly: RFC 8259, valid UTF-8, no key twice, at most eight levels deep.
///
/// - Complexity: O(bytes).
struct JSONParser {
  static let depthLimit = 8

  var cursor: ByteCursor

  init(bytes: UnsafeRawBufferPointer) { cursor = ByteCursor(bytes) }

  /// The one value that the bytes hold, with white space around it.
  mutating func parse() throws(ByteCursor.Failure) -> JSONValue {
    let value = try parseValue(depth: 0)
    try cursor.expectEnd("something follows the value")
    return value
  }

  private mutating func parseValue(depth: Int) throws(ByteCursor.Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw cursor.failure("the values are nested too deeply") }
    switch cursor.peek() {
    case UInt8(ascii: "{"): return .object(try parseObject(depth: depth))
    case UInt8(ascii: "["): return .array(try parseArray(depth: depth))
    case UInt8(ascii: "\""): return .string(try parseString())
    default: break
    }
    if cursor.consume("null") { return .null }
    if cursor.consume("true") { return .boolean(true) }
    if cursor.consume("false") { return .boolean(false) }
    return try parseNumber()
  }

  private mutating func parseObject(depth: Int) throws(ByteCursor.Failure) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var keys: Set<SafeTensorsFile.Key> = []
    try cursor.expect("{")
    if cursor.consume("}") { return members }
    repeat {
      guard cursor.peek() == UInt8(ascii: "\"") else { throw cursor.failure("a key is missing") }
      let key = try parseString()
      guard keys.insert(.init(key)).inserted else {
        throw cursor.failure("the key \(Excerpt.quoted(key.utf8)) comes twice")
      }
      try cursor.expect(":")
      members.append(JSONValue.Member(key: key, value: try parseValue(depth: depth + 1)))
    } while cursor.consume(",")
    try cursor.expect("}")
    return members
  }

  private mutating func parseArray(depth: Int) throws(ByteCursor.Failure) -> [JSONValue] {
    var values: [JSONValue] = []
    try cursor.expect("[")
    if cursor.consume("]") { return values }
    repeat { values.append(try parseValue(depth: depth + 1)) } while cursor.consume(",")
    try cursor.expect("]")
    return values
  }

  private mutating func parseNumber() throws(ByteCursor.Failure) -> JSONValue {
    let start = cursor.position
    _ = cursor.consumeByte("-")
    let integerStart = cursor.position
    let digits = cursor.consumeDigits()
    guard digits > 0 else { throw cursor.failure("a value is missing") }
    guard digits == 1 || cursor.bytes[integerStart] != UInt8(ascii: "0") else {
      throw cursor.failure("a number begins with 0")
    }
    var isInteger = true
    if cursor.consumeByte(".") {
      isInteger = false
      guard cursor.consumeDigits() > 0 else { throw cursor.failure("a digit is missing") }
    }
    if cursor.consumeByte("e") || cursor.consumeByte("E") {
      isInteger = false
      if !cursor.consumeByte("+") { _ = cursor.consumeByte("-") }
      guard cursor.consumeDigits() > 0 else { throw cursor.failure("a digit is missing") }
    }
    let text = String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw cursor.failure("a number is too large") }
    return .number(value)
  }
}
