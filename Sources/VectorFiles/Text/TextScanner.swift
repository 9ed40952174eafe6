/// Finds cells and line ends in a text; every index is checked against its end.
///
/// Lines end with a line feed, a carriage return, or both.
struct TextScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let separator: TextSeparator
  private let separatorByte: UInt8
  private let isWhitespace: Bool
  private let isTab: Bool

  init(bytes: UnsafeBufferPointer<UInt8>, separator: TextSeparator) {
    self.bytes = bytes
    self.separator = separator
    separatorByte = separator.byte
    isWhitespace = separator == .whitespace
    isTab = separator == .tab
  }

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
    byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && !isTab)
  }

  /// The first line at or after `index` that is neither blank nor a comment: where its first cell begins, and its
  /// number, given that of the line at `index`. Nil at the end of the text.
  func nextRecord(_ index: Int, line: Int) -> (start: Int, line: Int)? {
    var index = index
    var line = line
    while index < bytes.count {
      let start = skippingPadding(index)
      if !isLineEnd(start) {
        if bytes[start] != UInt8(ascii: "#") { return (start, line) }
        if !isComment(start) { return (start, line) }
        index = skippingLineBreak(lineEnd(start))
      } else {
        index = skippingLineBreak(start)
      }
      line += 1
    }
    return nil
  }

  /// Whether the line whose first cell begins with `#` at `start` is a comment: not where that is all of the cell, as in
  /// the heading `#,name`, nor where the cell is an error of a spreadsheet (`#N/A`).
  private func isComment(_ start: Int) -> Bool {
    let content = unquotedCell(from: start, searchingFrom: start).content
    if content.count == 1 { return isWhitespace || separator == .none }
    return !MissingMarkers.isSpreadsheetError(UnsafeBufferPointer(rebasing: bytes[content]))
  }

  /// The cell that begins at `index`. A quoted one may hold line breaks.
  func cell(at index: Int) -> TextCell {
    let start = skippingPadding(index)
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      return unquotedCell(from: start, searchingFrom: start)
    }
    guard let (closing, isOnLine) = closingQuote(after: start) else { return unclosedCell(from: start) }
    if var cell = terminated(content: (start + 1)..<closing, at: closing + 1, isQuoted: true) {
      cell.spansLines = !isOnLine
      return cell
    }
    return isOnLine ? unquotedCell(from: start, searchingFrom: closing + 1) : unclosedCell(from: start)
  }

  private func unclosedCell(from start: Int) -> TextCell {
    let end = lineEnd(start)
    return TextCell(content: start..<end, isUnclosed: true, isLast: true, next: end)
  }

  /// The record that begins at `index`: how many cells it has, and where its last line ends.
  func record(at index: Int) -> (cells: Int, end: Int) {
    var count = 0
    var index = index
    while true {
      let cell = cell(at: index)
      count += 1
      index = cell.next
      if cell.isLast { return (count, index) }
    }
  }

  /// Where the record that begins at `index` ends: with its line, unless quotation marks say otherwise.
  func recordEnd(at index: Int) -> Int {
    let end = indexOf(UInt8(ascii: "\""), orLineEndFrom: index)
    return isLineEnd(end) ? end : record(at: index).end
  }

  /// The first place at or behind `index` where something other than padding, separators and line breaks stands.
  func skippingEmptyCells(_ index: Int) -> Int {
    var index = index
    while index < bytes.count, isPadding(bytes[index]) || bytes[index] == separatorByte || isLineEnd(index) {
      index += 1
    }
    return index
  }

  /// The line breaks in a part of the text.
  func lineBreaks(in range: Range<Int>) -> Int {
    var count = 0
    var index = lineEnd(range.lowerBound)
    while index < range.upperBound {
      count += 1
      index = lineEnd(skippingLineBreak(index))
    }
    return count
  }

  private func unquotedCell(from start: Int, searchingFrom index: Int) -> TextCell {
    var end = isWhitespace ? index : indexOf(separatorByte, orLineEndFrom: index)
    while isWhitespace, !isLineEnd(end), !isPadding(bytes[end]) { end += 1 }
    var contentEnd = end
    while contentEnd > start, isPadding(bytes[contentEnd - 1]) { contentEnd -= 1 }
    return terminated(content: start..<contentEnd, at: end)
      ?? TextCell(content: start..<contentEnd, isLast: true, next: end)
  }

  /// The first place at or behind `index` where a byte, a line break or the end of the text is; eight bytes at a time.
  @inline(__always)
  private func indexOf(_ byte: UInt8, orLineEndFrom index: Int) -> Int {
    var index = index
    guard let base = bytes.baseAddress else { return index }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (wanted, feed, carriage) = (ones &* UInt64(byte), ones &* 0x0A, ones &* 0x0D)
    while index + 8 <= bytes.count {
      let chunk = UInt64(
        littleEndian: UnsafeRawBufferPointer(start: base + index, count: 8).loadUnaligned(as: UInt64.self))
      // The high bit of the first byte that is zero, and none before it.
      let (first, second, third) = (chunk ^ wanted, chunk ^ feed, chunk ^ carriage)
      let zeros = (first &- ones) & ~first | (second &- ones) & ~second | (third &- ones) & ~third
      let found = zeros & ones << 7
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, base[index] != byte, base[index] != 0x0A, base[index] != 0x0D { index += 1 }
    return index
  }

  /// The cell when, but for padding, a separator or the line's end follows at `index`; else nil.
  private func terminated(content: Range<Int>, at index: Int, isQuoted: Bool = false) -> TextCell? {
    let next = skippingPadding(index)
    if isLineEnd(next) { return TextCell(content: content, isQuoted: isQuoted, isLast: true, next: next) }
    let isSeparated = isWhitespace ? next > index : bytes[next] == separatorByte
    guard isSeparated else { return nil }
    return TextCell(content: content, isQuoted: isQuoted, isLast: false, next: isWhitespace ? next : next + 1)
  }

  /// The mark that ends what the one at `opening` begins, and whether it stands on the same line.
  private func closingQuote(after opening: Int) -> (index: Int, isOnLine: Bool)? {
    var index = opening + 1
    var isOnLine = true
    while true {
      index = indexOf(UInt8(ascii: "\""), orLineEndFrom: index)
      guard index < bytes.count else { return nil }
      if bytes[index] == UInt8(ascii: "\"") {
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { return (index, isOnLine) }
        index += 1
      } else {
        isOnLine = false
      }
      index += 1
    }
  }
}
