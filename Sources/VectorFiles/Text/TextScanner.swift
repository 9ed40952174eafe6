/// Finds cells and line ends in a text; every index is checked against its end.
///
/// Lines end with a line feed, a carriage return, or both.
struct TextScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let separator: TextSeparator

  /// Whether `index` is at the end of a line or of the text.
  @inline(__always)
  func isLineEnd(_ index: Int) -> Bool {
    index >= bytes.count || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
  }

  /// The index behind the line break at `index` (the end of the text if there is none).
  func skippingLineBreak(_ index: Int) -> Int {
    guard index < bytes.count else { return bytes.count }
    let isPair =
      bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
    return index + (isPair ? 2 : 1)
  }

  /// Where the line that holds `index` ends.
  func lineEnd(_ index: Int) -> Int {
    var index = index
    while !isLineEnd(index) { index += 1 }
    return index
  }

  /// Skips spaces and, unless they separate, tabs.
  @inline(__always)
  func skippingPadding(_ index: Int) -> Int {
    var index = index
    while index < bytes.count, isPadding(bytes[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private func isPadding(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && separator != .tab)
  }

  /// The first line at or after `index` that is neither blank nor a comment (`#`): where its first cell begins, and
  /// its number, given that of the line at `index`. Nil at the end of the text.
  func nextRecord(_ index: Int, line: Int) -> (start: Int, line: Int)? {
    var index = index
    var line = line
    while index < bytes.count {
      let start = skippingPadding(index)
      if !isLineEnd(start) {
        if bytes[start] != UInt8(ascii: "#") { return (start, line) }
        index = skippingLineBreak(lineEnd(start))
      } else {
        index = skippingLineBreak(start)
      }
      line += 1
    }
    return nil
  }

  /// The cell that begins at `index`.
  ///
  /// - Parameter spansLines: whether a quoted cell may hold line breaks.
  func cell(at index: Int, spansLines: Bool = false) -> TextCell {
    let start = skippingPadding(index)
    if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
      let closing = closingQuote(after: start, spansLines: spansLines)
      guard let closing else {
        let end = spansLines ? bytes.count : lineEnd(start)
        return TextCell(content: start..<end, isUnclosed: true, isLast: true, next: end)
      }
      if let cell = terminated(content: (start + 1)..<closing, at: closing + 1) { return cell }
      return unquotedCell(from: start, searchingFrom: closing + 1)
    }
    return unquotedCell(from: start, searchingFrom: start)
  }

  /// The number of cells from `index` to the end of the line.
  func cellCount(at index: Int) -> Int {
    var count = 0
    var index = index
    while true {
      let cell = cell(at: index)
      count += 1
      if cell.isLast { return count }
      index = cell.next
    }
  }

  private func unquotedCell(from start: Int, searchingFrom index: Int) -> TextCell {
    var end = index
    while !isLineEnd(end), bytes[end] != separator.byte, !(separator == .whitespace && isPadding(bytes[end])) {
      end += 1
    }
    var contentEnd = end
    while contentEnd > start, isPadding(bytes[contentEnd - 1]) { contentEnd -= 1 }
    return terminated(content: start..<contentEnd, at: end)
      ?? TextCell(content: start..<contentEnd, isLast: true, next: end)
  }

  /// The cell when, but for padding, a separator or the line's end follows at `index`; else nil.
  private func terminated(content: Range<Int>, at index: Int) -> TextCell? {
    let next = skippingPadding(index)
    if isLineEnd(next) { return TextCell(content: content, isLast: true, next: next) }
    if separator == .whitespace {
      return next > index ? TextCell(content: content, isLast: false, next: next) : nil
    }
    return bytes[next] == separator.byte ? TextCell(content: content, isLast: false, next: next + 1) : nil
  }

  private func closingQuote(after opening: Int, spansLines: Bool) -> Int? {
    var index = opening + 1
    while index < bytes.count, spansLines || !isLineEnd(index) {
      if bytes[index] == UInt8(ascii: "\"") {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { return index }
        index += 1
      }
      index += 1
    }
    return nil
  }
}
