/// Lines behind a table that are no part of it: sources and remarks.
///
/// They are told by their words: lines without numbers that are shorter than the rows, or that an empty line sets apart.
struct TextFooter {
  /// Where the table ends.
  private(set) var start: Int
  /// How many lines there are, empty ones between and before them included.
  private(set) var lines = 0

  private static let most = 60

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - dataStart: where the first row begins; it is none of them.
  ///   - columns: how many cells rows have.
  ///   - count: how many lines there are, where that is said.
  init(_ scanner: TextScanner, from dataStart: Int, columns: Int, reader: CellReader, count: Int?) {
    start = scanner.bytes.count
    var ends = LinesFromEnd(scanner.bytes, downTo: dataStart)
    if let count {
      for _ in 0..<count { if let line = ends.next() { (start, lines) = (line.lowerBound, lines + 1) } }
      return
    }
    guard columns > 1 else { return }
    let firstEnd = scanner.lineEnd(dataStart)
    // Those since the last empty line; they count where that one is found, or where they are short.
    var (pending, areShort) = (0, true)
    var found = 0
    while pending + lines < Self.most, let line = ends.next(), line.lowerBound > firstEnd {
      let text = TextSample(
        TextScanner(
          bytes: UnsafeBufferPointer(rebasing: scanner.bytes[..<line.upperBound]), separator: scanner.separator),
        start: line.lowerBound, line: 1, reader: reader)
      pending += 1
      // The end of a cell that spans lines.
      guard scanner.bytes[line].count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 0 else {
        found = 0
        break
      }
      guard let record = text.records.first, record.filled > 0 else {
        if found > 0 { (start, lines, pending, areShort) = (line.lowerBound, lines + pending, 0, true) }
        continue
      }
      let isMarked = record.cells.count < columns || scanner.bytes[record.start] == UInt8(ascii: "!")
      guard Self.isRemark(record, text.scanner), text.records.count == 1, !record.isUnclosed else { break }
      areShort = areShort && isMarked
      found += 1
      if areShort { (start, lines, pending) = (line.lowerBound, lines + pending, 0) }
    }
    if found == 0 { (start, lines) = (scanner.bytes.count, 0) }
  }

  /// Words, among which numbers may stand behind a colon: Source: us, 2020.
  private static func isRemark(_ record: TextSample.Record, _ scanner: TextScanner) -> Bool {
    if record.isAllWords { return true }
    let first = scanner.cell(at: record.start)
    return record.cells[0].isWord && scanner.bytes[first.content].contains(UInt8(ascii: ":"))
      && record.cells.count { $0.isNumeric } <= record.cells.count { $0.isWord }
  }
}
