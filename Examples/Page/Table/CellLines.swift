/// The lines of a table, each as its cells without padding and quotation marks; empty lines are passed over.
struct CellLines {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private var position = 0
  /// The number of the line that came last, counted from 1.
  private(set) var line = 0
  private var lineBreaks = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(mark))
    if let declared = Self.declaredSeparator(of: self.bytes) {
      separator = declared
      position = 5
      endLine()
    } else {
      separator = Self.separator(of: self.bytes)
    }
  }

  /// Of a first line such as `sep=;`, which spreadsheets write.
  private static func declaredSeparator(of bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    guard bytes.count > 5, bytes.starts(with: "sep=".utf8), [10, 13].contains(bytes[5]) else { return nil }
    return separators.contains(bytes[4]) ? bytes[4] : nil
  }

  /// Those that come first stand in no number and seldom in words.
  private static let separators = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]

  /// The first of them that the first line has outside quotation marks.
  private static func separator(of bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let quote = UInt8(ascii: "\"")
    var found: [UInt8] = []
    // What begins a cell allows quotation marks.
    var (isQuoted, before) = (false, UInt8(ascii: ","))
    for byte in bytes {
      if byte == quote {
        if isQuoted || before == quote || separators.contains(before) { isQuoted.toggle() }
      } else if !isQuoted {
        if [10, 13].contains(byte) { break }
        if separators.contains(byte), !found.contains(byte) { found.append(byte) }
      }
      if byte != UInt8(ascii: " ") { before = byte }
    }
    return separators.first { found.contains($0) } ?? UInt8(ascii: ",")
  }

  mutating func next() -> [[UInt8]]? {
    while position < bytes.count {
      line = lineBreaks + 1
      var cells = [cell()]
      while position < bytes.count, bytes[position] == separator {
        position += 1
        cells.append(cell())
      }
      endLine()
      if cells.count > 1 || !cells[0].isEmpty { return cells }
    }
    return nil
  }

  private mutating func endLine() {
    guard position < bytes.count else { return }
    if bytes[position] == UInt8(ascii: "\r"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n") {
      position += 1
    }
    position += 1
    lineBreaks += 1
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// Leaves the position behind the cell.
  private mutating func cell() -> [UInt8] {
    while position < bytes.count, Self.isBlank(bytes[position]), bytes[position] != separator { position += 1 }
    var content: [UInt8] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      quoted(&content)
    }
    while position < bytes.count, !isEnd(bytes[position]) {
      content.append(bytes[position])
      position += 1
    }
    while let last = content.last, Self.isBlank(last) { content.removeLast() }
    return content
  }

  /// Up to the closing quotation mark; two of them are one.
  private mutating func quoted(_ content: inout [UInt8]) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == byte else { return }
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        lineBreaks += 1
      }
      content.append(byte)
    }
  }
}
