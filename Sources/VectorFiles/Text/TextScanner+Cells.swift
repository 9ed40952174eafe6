extension TextScanner {
  /// The cell that begins at `index`. A quoted one may hold line breaks; a mark that no other closes before a separator is
  /// a character as any.
  func cell(at index: Int) -> TextCell {
    let start = skippingPadding(index)
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      return unquotedCell(from: start, searchingFrom: start)
    }
    guard let (closing, isOnLine) = closingQuote(after: start) else {
      return unquotedCell(from: start, searchingFrom: start)
    }
    if var cell = terminated(content: (start + 1)..<closing, at: closing + 1, isQuoted: true) {
      cell.spansLines = !isOnLine
      return cell
    }
    return unquotedCell(from: start, searchingFrom: isOnLine ? closing + 1 : start)
  }

  /// The cell of a column in the record that begins at `start`; an empty one at its end where the record is too short.
  func cell(_ column: Int, ofRecordAt start: Int) -> TextCell {
    var cell = cell(at: start)
    for _ in 0..<column {
      guard !cell.isLast else { return TextCell(content: cell.next..<cell.next, isLast: true, next: cell.next) }
      cell = self.cell(at: cell.next)
    }
    return cell
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

  /// The cell that begins at `start` without a quotation mark that counts; its end is looked for from `index` on.
  func unquotedCell(from start: Int, searchingFrom index: Int) -> TextCell {
    var end = isWhitespace ? index : indexOf(separatorByte, orLineEndFrom: index)
    while isWhitespace, !isLineEnd(end), !isPadding(bytes[end]) { end += 1 }
    var contentEnd = end
    while contentEnd > start, isPadding(bytes[contentEnd - 1]) { contentEnd -= 1 }
    return terminated(content: start..<contentEnd, at: end)
      ?? TextCell(content: start..<contentEnd, isLast: true, next: end)
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
