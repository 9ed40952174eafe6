/// The values of one line of an ARFF file, read in turn.
///
/// Values stand in single or double quotation marks, in which a backslash makes the next byte an ordinary one, or in none.
struct DeclaredCells {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    (self.bytes, index, end) = (bytes, line.lowerBound, line.upperBound)
  }

  var isAtEnd: Bool { index == end }

  mutating func skipSpaces() {
    while index < end, Self.isSpace(bytes[index]) { index += 1 }
  }

  /// Whether the byte comes next, which is passed then.
  mutating func pass(_ byte: Unicode.Scalar) -> Bool {
    guard index < end, bytes[index] == UInt8(ascii: byte) else { return false }
    index += 1
    return true
  }

  /// The digits that come next.
  mutating func digits() -> Slice<UnsafeBufferPointer<UInt8>> {
    let start = index
    while index < end, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return bytes[start..<index]
  }

  /// A value in quotation marks; nil, and nothing is passed, where none begins here, or it is not closed.
  mutating func quoted() -> [UInt8]? {
    guard index < end, "'\"".utf8.contains(bytes[index]) else { return nil }
    var value: [UInt8] = []
    var place = index + 1
    while place < end, bytes[place] != bytes[index] {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < end {
        place += 1
        // `\n` and `\t`
        value.append("ntr".utf8.contains(bytes[place]) ? UInt8(ascii: " ") : bytes[place])
      } else {
        value.append(bytes[place])
      }
      place += 1
    }
    guard place < end else { return nil }
    index = place + 1
    return value
  }

  /// What stands before the first of the stops, or the end of the line, without spaces at its end.
  mutating func plain(before stops: StaticString) -> Slice<UnsafeBufferPointer<UInt8>> {
    let start = index
    let stops = UnsafeBufferPointer(start: stops.utf8Start, count: stops.utf8CodeUnitCount)
    while index < end, !stops.contains(bytes[index]) { index += 1 }
    var last = index
    while last > start, Self.isSpace(bytes[last - 1]) { last -= 1 }
    return bytes[start..<last]
  }

  /// Goes back, or on.
  mutating func move(to index: Int) { self.index = index }

  static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// A value as a cell in quotation marks, as tables have them.
  static func marked(_ value: some Sequence<UInt8>) -> [UInt8] {
    let mark = UInt8(ascii: "\"")
    return [mark] + value.flatMap { $0 == mark ? [mark, mark] : [$0] } + [mark]
  }
}
