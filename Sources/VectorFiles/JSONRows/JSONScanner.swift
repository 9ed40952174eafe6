/// Finds the values of JSON texts without building them; every index is checked.
///
/// Strict (RFC 8259), but for NaN and Infinity, which Python writes, and at most 64 levels deep.
struct JSONScanner {
  /// What a value is.
  enum Kind: Equatable {
    case null, number, string, truth
    /// An array of so many numbers and nulls.
    case numbers(Int)
    /// Any other array, or an object.
    case other
  }

  struct Failure: Error {
    let offset: Int
    let problem: String
  }

  private static let depthLimit = 64

  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int

  /// The next byte that is no white space; nil at the end.
  @inline(__always)
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  @inline(__always)
  mutating func consume(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  @inline(__always)
  mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
    if !consume(character) { throw failure("“\(character)” is missing") }
  }

  func failure(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }

  /// Passes over the next value.
  mutating func value(depth: Int = 0) throws(Failure) -> Kind {
    guard depth < Self.depthLimit else { throw failure("the values are nested too deeply") }
    switch peek() {
    case UInt8(ascii: "\""):
      _ = try string()
      return .string
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "{"):
      position += 1
      if consume("}") { return .other }
      repeat {
        guard peek() == UInt8(ascii: "\"") else { throw failure("a key is missing") }
        _ = try string()
        try expect(":")
        _ = try value(depth: depth + 1)
      } while consume(",")
      try expect("}")
      return .other
    case nil: throw failure("the file ends where a value belongs")
    default: return try literal()
    }
  }

  private mutating func array(_ depth: Int) throws(Failure) -> Kind {
    position += 1
    if consume("]") { return .other }
    var count = 0
    var areNumbers = true
    repeat {
      let kind = try value(depth: depth + 1)
      if kind != .number && kind != .null { areNumbers = false }
      count += 1
    } while consume(",")
    try expect("]")
    return areNumbers ? .numbers(count) : .other
  }

  /// Passes over a string; returns where its content is, escapes not resolved.
  mutating func string() throws(Failure) -> Range<Int> {
    position += 1
    let start = position
    while true {
      passOverText()
      guard position < bytes.count else { break }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return start..<(position - 1)
      }
      if byte < 0x20 { throw failure("a string holds a control character, or does not end") }
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    position = bytes.count
    throw failure("a string does not end")
  }

  /// Passes over what stands for itself in a string, but for some of its last bytes; eight bytes at a time.
  @inline(__always)
  private mutating func passOverText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    while position + 8 <= bytes.count {
      let chunk = chunk
      // The high bit of the first byte that is a quotation mark, a backslash or a control character, and none before it.
      let (mark, backslash) = (chunk ^ (ones &* 0x22), chunk ^ (ones &* 0x5C))
      let others = (mark &- ones) & ~mark | (backslash &- ones) & ~backslash | (chunk &- (ones &* 0x20)) & ~chunk
      let found = others & ones << 7
      if found != 0 {
        position += found.trailingZeroBitCount / 8
        return
      }
      position += 8
    }
  }

  private mutating func literal() throws(Failure) -> Kind {
    let start = position
    // Signs are as good as random: no branch depends on them.
    position &+= Int(truncatingIfNeeded: UInt64(bytes[position] ^ UInt8(ascii: "-")).isZeroBit)
    if position < bytes.count, bytes[position] > UInt8(ascii: "9") {
      if passes("Infinity") { return .number }
      position = start
      if passes("null") { return .null }
      if passes("true") || passes("false") { return .truth }
      if passes("NaN") { return .number }
    }
    let digits = digits()
    guard digits > 0, digits == 1 || bytes[position - digits] != UInt8(ascii: "0") else {
      position = start
      throw failure("\(Excerpt.quoted(bytes[start...].prefix { $0 > 0x20 && $0 != 0x2C })) is no value of JSON")
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard self.digits() > 0 else { throw failure("a digit is missing") }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      guard self.digits() > 0 else { throw failure("a digit is missing") }
    }
    return .number
  }

  /// Passes over digits, eight bytes at a time; returns how many there were.
  @inline(__always)
  private mutating func digits() -> Int {
    let start = position
    while position + 8 <= bytes.count {
      let count = chunk.digitCount
      position += count
      if count < 8 { return position - start }
    }
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  /// The next eight bytes, the first the lowest.
  @inline(__always)
  private var chunk: UInt64 {
    UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  private mutating func passes(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard count <= bytes.count - position else { return false }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] { return false }
    position += count
    return true
  }
}
