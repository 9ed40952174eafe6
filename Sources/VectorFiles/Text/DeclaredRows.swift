/// The rows of an ARFF file of Weka's, written anew as cells between commas on the same lines.
///
/// Comments, `% so`, are left out; double quotation marks stand in place of single ones and of backslashes; and a sparse row,
/// `{0 5.5, 3 yes}`, gets all its values: one that it leaves out is 0, or the first of its kind.
struct DeclaredRows {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let scanner: TextScanner
  private let failure: TextFailure
  /// Where the rows begin, and on which line.
  private let start: Int
  private let line: Int
  /// Whether the first row is sparse, and others may be.
  let areSparse: Bool
  /// The cells of a row that leaves out all.
  private let defaults: [[UInt8]]

  /// Nil where there are no declarations, or no row needs it.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ failure: TextFailure) throws(VectorFileError) {
    scanner = TextScanner(bytes: bytes, separator: .none)
    // Another text may be one long line.
    let first = scanner.skippingPadding(index)
    guard first < bytes.count, "@%\r\n".utf8.contains(bytes[first]),
      let declarations = try TextDeclarations(scanner, at: index, failure)
    else { return nil }
    (self.bytes, self.failure, start, line) = (bytes, failure, declarations.start, declarations.line)
    areSparse = Self.firstRow(scanner, from: start).map { bytes[$0] == UInt8(ascii: "{") } ?? false
    guard areSparse || bytes[start...].contains(where: { "'\\%#".utf8.contains($0) }) else { return nil }
    defaults = declarations.defaults.map { Self.cell($0.utf8) }
  }

  /// Where the first row begins.
  private static func firstRow(_ scanner: TextScanner, from start: Int) -> Int? {
    var index = start
    while index < scanner.bytes.count {
      let first = scanner.skippingPadding(index)
      if !scanner.isLineEnd(first), scanner.bytes[first] != UInt8(ascii: "%") { return first }
      index = scanner.skippingLineBreak(scanner.lineEnd(first))
    }
    return nil
  }

  /// The whole text, in memory of `malloc`.
  func written() throws(VectorFileError) -> UnsafeRawBufferPointer {
    var output = try GrowingBytes(failure.path, expected: areSparse ? bytes.count * 2 : bytes.count)
    try output.append(bytes[..<start])
    var (position, line) = (start, line)
    var cells: [UInt8] = []
    var values = [[UInt8]?](repeating: nil, count: areSparse ? defaults.count : 0)
    while position < bytes.count {
      let end = scanner.lineEnd(position)
      let first = scanner.skippingPadding(position)
      cells.removeAll(keepingCapacity: true)
      if first >= end {
        try output.append(bytes[position..<end])
      } else if bytes[first] == UInt8(ascii: "{"), areSparse {
        guard read(first..<end, into: &values) else { throw notSparse(line) }
        write(&values, to: &cells)
      } else if bytes[first] == UInt8(ascii: "{") || isPlain(first..<end) {
        try output.append(bytes[first..<end])
      } else if bytes[first] != UInt8(ascii: "%") {
        write(first..<end, to: &cells)
      }
      try cells.withUnsafeBufferPointer { cells throws(VectorFileError) in try output.append(cells[...]) }
      position = scanner.skippingLineBreak(end)
      try output.append(bytes[end..<position])
      line += 1
    }
    return output.bytes()
  }

  // MARK: Rows with all their values

  /// Whether a line is one of cells between commas as it stands.
  private func isPlain(_ line: Range<Int>) -> Bool {
    !"%#".utf8.contains(bytes[line.lowerBound])
      && !bytes[line].contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }
  }

  private func write(_ line: Range<Int>, to cells: inout [UInt8]) {
    var row = DeclaredCells(bytes, line)
    while true {
      row.skipSpaces()
      cells += cell(&row)
      guard row.pass(",") else { return }
      cells.append(UInt8(ascii: ","))
    }
  }

  /// The cell that comes next, up to its comma or the end of the line.
  private func cell(_ row: inout DeclaredCells) -> [UInt8] {
    let start = row.index
    if let value = row.quoted() {
      row.skipSpaces()
      if row.isAtEnd || bytes[row.index] == UInt8(ascii: ",") { return DeclaredCells.marked(value) }
      row.move(to: start)
    }
    let value = row.plain(before: ",")
    // What begins with it would be a comment elsewhere.
    return value.first == UInt8(ascii: "#") ? DeclaredCells.marked(value) : Array(value)
  }

  // MARK: Sparse rows

  /// Writes a row, and forgets its values.
  private func write(_ values: inout [[UInt8]?], to cells: inout [UInt8]) {
    for column in values.indices {
      if column > 0 { cells.append(UInt8(ascii: ",")) }
      cells += values[column] ?? defaults[column]
      values[column] = nil
    }
  }

  /// Reads `{place value, ...}`; false where the line is something else.
  private func read(_ line: Range<Int>, into values: inout [[UInt8]?]) -> Bool {
    var row = DeclaredCells(bytes, line)
    guard row.pass("{") else { return false }
    row.skipSpaces()
    while !row.pass("}") {
      guard let column = Int(String(decoding: row.digits(), as: UTF8.self)), column < values.count,
        values[column] == nil,
        !row.isAtEnd, DeclaredCells.isSpace(bytes[row.index])
      else { return false }
      row.skipSpaces()
      guard let value = row.quoted() ?? word(&row) else { return false }
      values[column] = Self.cell(value)
      row.skipSpaces()
      if row.pass(",") {
        row.skipSpaces()
      } else if row.isAtEnd || bytes[row.index] != UInt8(ascii: "}") {
        return false
      }
    }
    row.skipSpaces()
    return row.isAtEnd
  }

  /// A value without quotation marks.
  private func word(_ row: inout DeclaredCells) -> [UInt8]? {
    let value = row.plain(before: ",}")
    guard let first = value.first, first != UInt8(ascii: "'"), first != UInt8(ascii: "\""),
      !value.contains(where: DeclaredCells.isSpace)
    else { return nil }
    return Array(value)
  }

  /// A value as a cell between commas.
  private static func cell(_ value: some Collection<UInt8>) -> [UInt8] {
    let needsMarks = value.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    return needsMarks || value.first == UInt8(ascii: "#") ? DeclaredCells.marked(value) : Array(value)
  }

  private func notSparse(_ line: Int) -> VectorFileError {
    failure.make(
      .line(line, column: nil),
      "the line is no sparse row of ARFF: places from 0 to \(defaults.count - 1), each once and with its value",
      "write it as in {0 5.5, 3 yes}")
  }
}

extension GrowingBytes {
  fileprivate mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(VectorFileError) {
    try append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes)))
  }
}
