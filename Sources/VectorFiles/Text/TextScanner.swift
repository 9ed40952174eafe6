/// Finds cells and line ends in a text; every index is checked against its end.
///
/// Lines end with a line feed, a carriage return, or both.
struct TextScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let separator: TextSeparator
  let separatorByte: UInt8
  let isWhitespace: Bool
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
  func isPadding(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (byte == UInt8(ascii: "\t") && !isTab)
  }

  /// The first line at or after `index` that is neither blank nor a comment: where its first cell begins, and its
  /// number, given that of the line at `index`. Nil at `limit`, where a line begins, or the end of the text.
  func nextRecord(_ index: Int, line: Int, before limit: Int = .max) -> (start: Int, line: Int)? {
    var index = index
    var line = line
    while index < min(limit, bytes.count) {
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

  /// The first place at or behind `index` where a byte, a line break or the end of the text is; eight bytes at a time.
  @inline(__always)
  func indexOf(_ byte: UInt8, orLineEndFrom index: Int) -> Int {
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
}
