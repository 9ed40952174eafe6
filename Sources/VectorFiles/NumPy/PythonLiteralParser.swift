/// Reads the dictionary literal in a `.npy` header: strings, booleans and tuples of whole numbers, nothing else.
///
/// Nothing is ever evaluated. Spacing, the order of keys, either kind of quotation mark and a final comma are free, as
/// in Python. Time is linear in the header.
struct PythonLiteralParser {
  private var cursor: ByteCursor

  init(bytes: UnsafeRawBufferPointer) { cursor = ByteCursor(bytes) }

  /// The dictionary, behind which only white space may follow.
  mutating func parseDictionary() throws(ByteCursor.Failure) -> [String: PythonLiteral] {
    var entries: [String: PythonLiteral] = [:]
    try cursor.expect("{")
    while !cursor.consume("}") {
      let key = try parseString()
      guard entries[key] == nil else { throw cursor.failure("the key \(Excerpt.quoted(key.utf8)) comes twice") }
      try cursor.expect(":")
      let value = try parseValue()
      entries[key] = value
      if case .list = value { return entries }
      if !cursor.consume(",") {
        try cursor.expect("}")
        break
      }
    }
    try cursor.expectEnd("something follows the dictionary")
    return entries
  }

  private mutating func parseValue() throws(ByteCursor.Failure) -> PythonLiteral {
    switch cursor.peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "("): return .tuple(try parseTuple())
    case UInt8(ascii: "["): return .list
    default:
      if cursor.consume("True") { return .boolean(true) }
      if cursor.consume("False") { return .boolean(false) }
      throw cursor.failure("a value is neither string, tuple nor boolean")
    }
  }

  private mutating func parseString() throws(ByteCursor.Failure) -> String {
    guard let quote = cursor.peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw cursor.failure("a string is missing")
    }
    cursor.position += 1
    let start = cursor.position
    while let byte = cursor.byte, byte != quote {
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else {
        throw cursor.failure("a string holds an unexpected byte")
      }
      cursor.position += 1
    }
    guard cursor.byte != nil else { throw cursor.failure("a string does not end") }
    defer { cursor.position += 1 }
    return String(decoding: cursor.bytes[start..<cursor.position], as: UTF8.self)
  }

  private mutating func parseTuple() throws(ByteCursor.Failure) -> [Int] {
    var values: [Int] = []
    var endsWithComma = true
    try cursor.expect("(")
    while !cursor.consume(")") {
      guard endsWithComma else { throw cursor.failure("a comma is missing in a tuple") }
      values.append(try parseInteger())
      endsWithComma = cursor.consume(",")
    }
    guard values.count != 1 || endsWithComma else { throw cursor.failure("a tuple of one number needs a comma") }
    return values
  }

  private mutating func parseInteger() throws(ByteCursor.Failure) -> Int {
    let isNegative = cursor.consume("-")
    cursor.skipSpace()
    let start = cursor.position
    var value = 0
    while let byte = cursor.byte, case let digit = byte &- UInt8(ascii: "0"), digit < 10 {
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.addingReportingOverflow(Int(digit))
      guard !first && !second else { throw cursor.failure("a number is larger than any file") }
      value = sum
      cursor.position += 1
    }
    guard cursor.position > start else { throw cursor.failure("a whole number is missing") }
    _ = cursor.consumeByte("L")  // Python 2
    return isNegative ? -value : value
  }
}
