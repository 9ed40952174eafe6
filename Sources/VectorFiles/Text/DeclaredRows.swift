/// The rows of a text of Weka's, written anew as cells between commas on the same lines: without comments, `% so`, and with
/// double quotation marks in place of single ones and of backslashes.
struct DeclaredRows {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let scanner: TextScanner
  private let path: String
  /// Where the rows begin.
  private let start: Int

  /// Nil where there are no declarations, or no row needs it.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ failure: TextFailure) throws(VectorFileError) {
    scanner = TextScanner(bytes: bytes, separator: .none)
    // Another text may be one long line.
    let first = scanner.skippingPadding(index)
    guard first < bytes.count, "@%\r\n".utf8.contains(bytes[first]),
      let declarations = try TextDeclarations(scanner, at: index, failure)
    else { return nil }
    (self.bytes, path, start) = (bytes, failure.path, declarations.start)
    guard bytes[start...].contains(where: { "'\\%#".utf8.contains($0) }) else { return nil }
  }

  /// The whole text, in memory of `malloc`.
  func written() throws(VectorFileError) -> UnsafeRawBufferPointer {
    var output = try GrowingBytes(path, expected: bytes.count)
    try output.append(bytes[..<start])
    var position = start
    var cells: [UInt8] = []
    while position < bytes.count {
      let end = scanner.lineEnd(position)
      let first = scanner.skippingPadding(position)
      if first >= end {
        try output.append(bytes[position..<end])
      } else if bytes[first] == UInt8(ascii: "{") || isPlain(first..<end) {
        try output.append(bytes[first..<end])
      } else if bytes[first] != UInt8(ascii: "%") {
        cells.removeAll(keepingCapacity: true)
        write(first..<end, to: &cells)
        try cells.withUnsafeBufferPointer { cells throws(VectorFileError) in try output.append(cells[...]) }
      }
      position = scanner.skippingLineBreak(end)
      try output.append(bytes[end..<position])
    }
    return output.bytes()
  }

  /// Whether a line is one of cells between commas as it stands.
  private func isPlain(_ line: Range<Int>) -> Bool {
    !"%#".utf8.contains(bytes[line.lowerBound])
      && !bytes[line].contains { $0 == UInt8(ascii: "'") || $0 == Self.escape }
  }

  private func write(_ line: Range<Int>, to cells: inout [UInt8]) {
    var index = line.lowerBound
    while true {
      index = skippingSpaces(index, line.upperBound)
      let isMarked = index < line.upperBound && "'\"".utf8.contains(bytes[index])
      if isMarked, let end = writeQuoted(index..<line.upperBound, to: &cells) {
        index = end
      } else {
        let end = bytes[index..<line.upperBound].firstIndex(of: UInt8(ascii: ",")) ?? line.upperBound
        // What begins with it would be a comment elsewhere.
        let isComment = index < end && bytes[index] == UInt8(ascii: "#")
        if isComment { cells.append(Self.mark) }
        cells += bytes[index..<end]
        while isComment, let last = cells.last, last <= UInt8(ascii: " ") { cells.removeLast() }
        if isComment { cells.append(Self.mark) }
        index = end
      }
      guard index < line.upperBound else { return }
      cells.append(UInt8(ascii: ","))
      index += 1
    }
  }

  /// Writes a cell in quotation marks; where its separator or the line's end is, nil where the marks are not closed.
  private func writeQuoted(_ text: Range<Int>, to cells: inout [UInt8]) -> Int? {
    let own = bytes[text.lowerBound]
    let before = cells.count
    var index = text.lowerBound + 1
    cells.append(Self.mark)
    while index < text.upperBound, bytes[index] != own {
      if bytes[index] == Self.escape, index + 1 < text.upperBound {
        index += 1
        // `\n` and `\t`
        let isSpace = "ntr".utf8.contains(bytes[index])
        append(isSpace ? UInt8(ascii: " ") : bytes[index], to: &cells)
      } else {
        append(bytes[index], to: &cells)
      }
      index += 1
    }
    let end = skippingSpaces(index + 1, text.upperBound)
    guard index < text.upperBound, end == text.upperBound || bytes[end] == UInt8(ascii: ",") else {
      cells.removeSubrange(before...)
      return nil
    }
    cells.append(Self.mark)
    return end
  }

  private func append(_ byte: UInt8, to cells: inout [UInt8]) {
    if byte == Self.mark { cells.append(byte) }
    cells.append(byte)
  }

  private func skippingSpaces(_ index: Int, _ end: Int) -> Int {
    var index = index
    while index < end, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") { index += 1 }
    return index
  }

  private static let mark = UInt8(ascii: "\"")
  private static let escape = UInt8(ascii: "\\")
}

extension GrowingBytes {
  fileprivate mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) throws(VectorFileError) {
    try append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes)))
  }
}
