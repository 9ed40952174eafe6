/// A place in the bytes of a short text, such as the header of a file, and what its parsers ask there; every index is checked.
struct ByteCursor {
  struct Failure: Error {
    /// Counted from the first of the bytes.
    let offset: Int
    let problem: String
  }

  let bytes: UnsafeRawBufferPointer
  var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The byte here; nil at the end.
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The byte here, which is passed; nil at the end.
  mutating func next() -> UInt8? {
    guard let byte else { return nil }
    position += 1
    return byte
  }

  /// Whether the byte is here, which is passed then.
  mutating func consumeByte(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Passes over digits; returns how many there were.
  mutating func consumeDigits() -> Int {
    let start = position
    while let byte, byte &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  /// White space of JSON and of Python.
  mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  /// The next byte that is no white space; nil at the end.
  mutating func peek() -> UInt8? {
    skipSpace()
    return byte
  }

  /// Skips white space and then `token`, when it comes next.
  mutating func consume(_ token: StaticString) -> Bool {
    skipSpace()
    let length = token.utf8CodeUnitCount
    guard length <= bytes.count - position else { return false }
    for index in 0..<length where bytes[position + index] != token.utf8Start[index] { return false }
    position += length
    return true
  }

  mutating func expect(_ token: StaticString) throws(Failure) {
    if !consume(token) { throw failure("\(token) is missing") }
  }

  /// Nothing but white space may follow.
  mutating func expectEnd(_ problem: String) throws(Failure) {
    guard peek() == nil else { throw failure(problem) }
  }

  func failure(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }
}
