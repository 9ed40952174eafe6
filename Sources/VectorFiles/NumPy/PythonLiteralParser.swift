/// Reads the dictionary literal in a `.npy` header: strings, booleans and tuples of whole numbers, nothing else.
///
/// Nothing is ever evaluated. Spacing, the order of keys, either kind of quotation mark and a final comma are free, as
/// in Python. Time is linear in the header.
struct PythonLiteralParser {
  struct Failure: Error {
    /// Counted from the start of the header.
    let offset: Int
    let problem: String
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The dictionary, behind which only white space may follow.
  mutating func parseDictionary() throws(Failure) -> [String: PythonLiteral] {
    var entries: [String: PythonLiteral] = [:]
    try expect("{")
    while !consume("}") {
      let key = try parseString()
      guard entries[key] == nil else { throw failure("the key \(Excerpt.quoted(key.utf8)) comes twice") }
      try expect(":")
      let value = try parseValue()
      entries[key] = value
      if case .list = value { return entries }
      if !consume(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard position == bytes.count else { throw failure("something follows the dictionary") }
    return entries
  }

  private mutating func parseValue() throws(Failure) -> PythonLiteral {
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "("): return .tuple(try parseTuple())
    case UInt8(ascii: "["): return .list
    default:
      if consume("True") { return .boolean(true) }
      if consume("False") { return .boolean(false) }
      throw failure("a value is neither string, tuple nor boolean")
    }
  }

  private mutating func parseString() throws(Failure) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw failure("a string is missing")
    }
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote {
      guard bytes[position] >= 0x20, bytes[position] < 0x7F, bytes[position] != UInt8(ascii: "\\") else {
        throw failure("a string holds an unexpected byte")
      }
      position += 1
    }
    guard position < bytes.count else { throw failure("a string does not end") }
    defer { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func parseTuple() throws(Failure) -> [Int] {
    var values: [Int] = []
    var endsWithComma = true
    try expect("(")
    while !consume(")") {
      guard endsWithComma else { throw failure("a comma is missing in a tuple") }
      values.append(try parseInteger())
      endsWithComma = consume(",")
    }
    guard values.count != 1 || endsWithComma else { throw failure("a tuple of one number needs a comma") }
    return values
  }

  private mutating func parseInteger() throws(Failure) -> Int {
    let isNegative = consume("-")
    skipSpace()
    let start = position
    var value = 0
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.addingReportingOverflow(Int(digit))
      guard !first && !second else { throw failure("a number is larger than any file") }
      value = sum
      position += 1
    }
    guard position > start else { throw failure("a whole number is missing") }
    if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }  // Python 2
    return isNegative ? -value : value
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return position < bytes.count ? bytes[position] : nil
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

  private func failure(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }
}
