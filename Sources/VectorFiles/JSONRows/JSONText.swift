internal import Matrices

/// A JSON text of rows, and the places in it.
struct JSONText {
  let source: TextSource
  let path: String
  let meter: WorkMeter?

  init(_ file: MappedFile) throws(VectorFileError) {
    path = file.path
    meter = file.meter
    source = try TextSource(file, encoding: nil)
  }

  var bytes: UnsafeBufferPointer<UInt8> { source.bytes }

  /// All rows, from the first.
  var rows: JSONRows { JSONRows(source.bytes, from: source.start) }

  func failure(_ error: JSONScanner.Failure, _ advice: String = "correct it") -> VectorFileError {
    TextFailure(path: path).make(location(error.offset), error.problem, advice)
  }

  /// The line of a byte, and its place in it, both counted from 1.
  func location(_ offset: Int) -> VectorFileError.Location {
    let scanner = TextScanner(bytes: bytes, separator: .none)
    var (line, start) = (1, source.start)
    while true {
      let end = scanner.lineEnd(start)
      let next = scanner.skippingLineBreak(end)
      if offset < next || end == bytes.count { return .line(line, column: offset - start + 1) }
      (line, start) = (line + 1, next)
    }
  }

  /// A key or a string, its escapes resolved.
  func text(_ content: Range<Int>) throws(JSONScanner.Failure) -> String {
    let quoted = UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(bytes)[(content.lowerBound - 1)..<(content.upperBound + 1)])
    var parser = JSONParser(bytes: quoted)
    do throws(ByteCursor.Failure) {
      return try parser.parseString()
    } catch {
      throw JSONScanner.Failure(offset: content.lowerBound - 1 + error.offset, problem: error.problem)
    }
  }

  /// Whether the bytes at two places are the same.
  @inline(__always)
  func areEqual(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    for offset in 0..<first.count where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Where the value of a column stands in a row; where the row begins if it has none.
  func offset(row: Int, column: Int, _ columns: JSONColumns) -> Int {
    var rows = rows
    var remaining = row
    while let isRow = try? rows.next(), isRow {
      if remaining == 0 { break }
      remaining -= 1
    }
    var first = 0
    for (index, key) in columns.keys.enumerated() {
      let width = key.width ?? 1
      defer { first += width }
      guard column < first + width else { continue }
      let field = rows.fields.indices.first { columns.index(of: rows.fields[$0], at: $0, self) == index }
      guard let field else { return rows.start }
      let value = rows.fields[field].value
      guard key.width != nil, bytes[value.lowerBound] == UInt8(ascii: "[") else { return value.lowerBound }
      var elements = JSONElements(bytes, value)
      for _ in 0..<(column - first) { _ = elements.next() }
      return elements.next()?.lowerBound ?? value.lowerBound
    }
    return rows.start
  }
}

/// The elements of an array of numbers.
struct JSONElements {
  private var scanner: JSONScanner

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ array: Range<Int>) {
    scanner = JSONScanner(bytes: bytes, position: array.lowerBound + 1)
  }

  /// Where the next one is; nil behind the last.
  mutating func next() -> Range<Int>? {
    _ = scanner.consume(",")
    guard let byte = scanner.peek(), byte != UInt8(ascii: "]") else { return nil }
    let start = scanner.position
    guard (try? scanner.value()) != nil else { return nil }
    return start..<scanner.position
  }
}
