/// A text of Weka's whose rows are sparse, `{0 5.5, 3 yes}`, written anew with all values of every row, on the same lines: a
/// value that a row leaves out is 0, or the first of its kind.
struct SparseRows {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let scanner: TextScanner
  private let failure: TextFailure
  /// Where the rows begin, and on which line.
  private let start: Int
  private let line: Int
  /// The cells of a row that leaves out all.
  private let defaults: [[UInt8]]

  /// Nil where the rows are not sparse.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ failure: TextFailure) throws(VectorFileError) {
    scanner = TextScanner(bytes: bytes, separator: .none)
    let first = scanner.skippingPadding(index)
    // Another text may be one long line.
    guard first < bytes.count, "@%\r\n".utf8.contains(bytes[first]) else { return nil }
    guard let declarations = try TextDeclarations(scanner, at: index, failure),
      let row = scanner.nextRecord(declarations.start, line: declarations.line),
      bytes[row.start] == UInt8(ascii: "{")
    else { return nil }
    (self.bytes, self.failure, start, line) = (bytes, failure, declarations.start, declarations.line)
    defaults = declarations.defaults.map { Self.cell(Array($0.utf8)) }
  }

  /// The whole text, in memory of `malloc`.
  func written() throws(VectorFileError) -> UnsafeRawBufferPointer {
    var output = try GrowingBytes(failure.path, expected: bytes.count * 2)
    try output.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<start]))
    var cells = [[UInt8]?](repeating: nil, count: defaults.count)
    var (position, line) = (start, line)
    while position < bytes.count {
      let end = scanner.lineEnd(position)
      let first = scanner.skippingPadding(position)
      if first < end, bytes[first] == UInt8(ascii: "{") {
        guard read(first..<end, into: &cells) else { throw notSparse(line) }
        try append(&cells, to: &output)
      } else {
        try output.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[position..<end]))
      }
      position = scanner.skippingLineBreak(end)
      try output.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[end..<position]))
      line += 1
    }
    return output.bytes()
  }

  /// Writes a row, and forgets its values.
  private func append(_ cells: inout [[UInt8]?], to output: inout GrowingBytes) throws(VectorFileError) {
    for column in cells.indices {
      if column > 0 { try output.append(",") }
      try output.append(cells[column] ?? defaults[column])
      cells[column] = nil
    }
  }

  /// Reads `{place value, ...}`; false where the line is something else.
  private func read(_ row: Range<Int>, into cells: inout [[UInt8]?]) -> Bool {
    var index = skippingSpaces(row.lowerBound + 1, row.upperBound)
    while index < row.upperBound, bytes[index] != UInt8(ascii: "}") {
      let digits = index
      while index < row.upperBound, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
      let value = skippingSpaces(index, row.upperBound)
      guard let column = Int(String(decoding: bytes[digits..<index], as: UTF8.self)), value > index,
        column < cells.count, cells[column] == nil, let end = read(value..<row.upperBound, into: &cells[column])
      else { return false }
      index = skippingSpaces(end, row.upperBound)
      guard index < row.upperBound, bytes[index] != UInt8(ascii: "}") else { continue }
      guard bytes[index] == UInt8(ascii: ",") else { return false }
      index = skippingSpaces(index + 1, row.upperBound)
    }
    return index < row.upperBound && skippingSpaces(index + 1, row.upperBound) == row.upperBound
  }

  /// Reads a value, in quotation marks or not; where it ends, nil where there is none.
  private func read(_ range: Range<Int>, into cell: inout [UInt8]?) -> Int? {
    guard let first = bytes[range].first else { return nil }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      guard let end = bytes[(range.lowerBound + 1)..<range.upperBound].firstIndex(of: first) else { return nil }
      cell = Self.cell(Array(bytes[(range.lowerBound + 1)..<end]))
      return end + 1
    }
    let end = bytes[range].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? range.upperBound
    var content = bytes[range.lowerBound..<end]
    while let last = content.last, isSpace(last) { content.removeLast() }
    guard !content.isEmpty, !content.contains(where: isSpace) else { return nil }
    cell = Self.cell(Array(content))
    return end
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private func skippingSpaces(_ index: Int, _ end: Int) -> Int {
    var index = index
    while index < end, isSpace(bytes[index]) { index += 1 }
    return index
  }

  /// A value as a cell between commas.
  private static func cell(_ value: [UInt8]) -> [UInt8] {
    let mark = UInt8(ascii: "\"")
    guard value.contains(where: { $0 == UInt8(ascii: ",") || $0 == mark }) else { return value }
    return [mark] + value.flatMap { $0 == mark ? [mark, mark] : [$0] } + [mark]
  }

  private func notSparse(_ line: Int) -> VectorFileError {
    failure.make(
      .line(line, column: nil),
      "the line is no sparse row of ARFF: places from 0 to \(defaults.count - 1), each once and with its value",
      "write it as in {0 5.5, 3 yes}")
  }
}

extension GrowingBytes {
  fileprivate mutating func append(_ text: StaticString) throws(VectorFileError) {
    try append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  fileprivate mutating func append(_ cell: [UInt8]) throws(VectorFileError) {
    try cell.withUnsafeBufferPointer { bytes throws(VectorFileError) in try append(UnsafeRawBufferPointer(bytes)) }
  }
}
