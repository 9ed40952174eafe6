/// Reads JSON strictly: RFC 8259, valid UTF-8, no key twice, at most eight levels deep.
///
/// - Complexity: O(bytes).
struct JSONParser {
  struct Failure: Error {
    let offset: Int
    let problem: String
  }

  static let depthLimit = 8

  let bytes: UnsafeRawBufferPointer
  var position = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The one value that the bytes hold, with white space around it.
  mutating func parse() throws(Failure) -> JSONValue {
    let value = try parseValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("something follows the value") }
    return value
  }

  private mutating func parseValue(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw failure("the values are nested too deeply") }
    switch peek() {
    case UInt8(ascii: "{"): return .object(try parseObject(depth: depth))
    case UInt8(ascii: "["): return .array(try parseArray(depth: depth))
    case UInt8(ascii: "\""): return .string(try parseString())
    default: break
    }
    if consume("null") { return .null }
    if consume("true") { return .boolean(true) }
    if consume("false") { return .boolean(false) }
    return try parseNumber()
  }

  private mutating func parseObject(depth: Int) throws(Failure) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var keys: Set<SafeTensorsFile.Key> = []
    try expect("{")
    if consume("}") { return members }
    repeat {
      guard peek() == UInt8(ascii: "\"") else { throw failure("a key is missing") }
      let key = try parseString()
      guard keys.insert(.init(key)).inserted else { throw failure("the key \(Excerpt.quoted(key.utf8)) comes twice") }
      try expect(":")
      members.append(JSONValue.Member(key: key, value: try parseValue(depth: depth + 1)))
    } while consume(",")
    try expect("}")
    return members
  }

  private mutating func parseArray(depth: Int) throws(Failure) -> [JSONValue] {
    var values: [JSONValue] = []
    try expect("[")
    if consume("]") { return values }
    repeat { values.append(try parseValue(depth: depth + 1)) } while consume(",")
    try expect("]")
    return values
  }

  private mutating func parseNumber() throws(Failure) -> JSONValue {
    let start = position
    _ = consumeByte("-")
    let integerStart = position
    let digits = consumeDigits()
    guard digits > 0 else { throw failure("a value is missing") }
    guard digits == 1 || bytes[integerStart] != UInt8(ascii: "0") else { throw failure("a number begins with 0") }
    var isInteger = true
    if consumeByte(".") {
      isInteger = false
      guard consumeDigits() > 0 else { throw failure("a digit is missing") }
    }
    if consumeByte("e") || consumeByte("E") {
      isInteger = false
      if !consumeByte("+") { _ = consumeByte("-") }
      guard consumeDigits() > 0 else { throw failure("a digit is missing") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw failure("a number is too large") }
    return .number(value)
  }

  private mutating func consumeDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  private mutating func consumeByte(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return position < bytes.count ? bytes[position] : nil
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  /// Skips white space and then `token`, when it comes next.
  private mutating func consume(_ token: StaticString) -> Bool {
    skipSpace()
    let length = token.utf8CodeUnitCount
    guard length <= bytes.count - position else { return false }
    for index in 0..<length where bytes[position + index] != token.utf8Start[index] { return false }
    position += length
    return true
  }

  private mutating func expect(_ token: StaticString) throws(Failure) {
    if !consume(token) { throw failure("\(token) is missing") }
  }

  func failure(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }
}
