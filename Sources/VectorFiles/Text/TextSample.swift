/// What the first lines of a text look like when read with one separator.
struct TextSample {
  /// One record: a line, or several where a quoted cell holds line breaks.
  struct Record {
    var line: Int
    var start: Int
    var end: Int
    var cells: [CellClass] = []
    var isUnclosed = false

    var isAllWords: Bool { cells.contains { $0.isWord } && !cells.contains { $0.isNumeric } }
  }

  /// At least ten records and 64 kB of text are looked at, at most 200 records.
  private static let records = (least: 10, most: 200)
  private static let byteLimit = 1 << 16

  let scanner: TextScanner
  private(set) var records: [Record] = []
  /// The last comment before the first record: where it begins behind its `#`.
  private(set) var comment: Int?

  /// Reads the first lines from `start`, which begins line `line`.
  init(_ scanner: TextScanner, start: Int, line: Int, reader: CellReader) {
    self.scanner = scanner
    var position = start
    var line = line
    while records.count < Self.records.most, records.count < Self.records.least || position - start < Self.byteLimit,
      let next = scanner.nextRecord(position, line: line)
    {
      let record = Self.record(scanner, start: next.start, line: next.line, reader)
      records.append(record)
      line = next.line + scanner.lineBreaks(in: record.start..<record.end) + 1
      position = scanner.skippingLineBreak(record.end)
    }
    comment = records.first.flatMap { Self.lastComment(scanner, start..<$0.start) }
  }

  /// All records but the first, if there are others.
  var body: ArraySlice<Record> { records.count > 1 ? records.dropFirst() : records[...] }

  /// The number of cells that most records of the body have.
  var usualCellCount: Int {
    var counts: [Int: Int] = [:]
    for record in body { counts[record.cells.count, default: 0] += 1 }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }

  /// Whether there are words, hardly a number, and lines of any length.
  var isProse: Bool {
    let usual = usualCellCount
    let cells = records.lazy.flatMap(\.cells)
    return records.count >= 4 && cells.count { $0.isNumeric } * 20 <= cells.count { _ in true }
      && records.count { $0.cells.count == usual } * 4 < records.count * 3
  }

  /// How well the separator explains the body: whether all records have the same number of cells, more than one, and
  /// whether the first record has it, too; then the numbers among these, then as few words as may be. Nil where it
  /// separates nothing.
  var score: (Int, Int, Int, Int)? {
    let count = usualCellCount
    let usual = body.filter { $0.cells.count == count }
    guard count > 1 || records.contains(where: { $0.cells.count > 1 }) else { return nil }
    let share = count == 1 ? 0 : usual.count == body.count ? 2 : usual.count * 10 >= body.count * 9 ? 1 : 0
    let cells = (count > 1 ? usual : Array(body)).lazy.flatMap(\.cells)
    let numbers = cells.count { $0.isNumeric }
    let isLikeFirst = records[0].cells.count == count
    return (numbers > 0 ? share : -1, isLikeFirst ? 1 : 0, numbers, -cells.count { $0.isWord })
  }

  private static func record(_ scanner: TextScanner, start: Int, line: Int, _ reader: CellReader) -> Record {
    var record = Record(line: line, start: start, end: start)
    var index = start
    while true {
      let cell = scanner.cell(at: index)
      record.cells.append(CellClass(UnsafeBufferPointer(rebasing: scanner.bytes[cell.content]), reader))
      if cell.isUnclosed { record.isUnclosed = true }
      index = cell.next
      if cell.isLast { break }
    }
    record.end = index
    return record
  }

  private static func lastComment(_ scanner: TextScanner, _ range: Range<Int>) -> Int? {
    var found: Int?
    var index = range.lowerBound
    while index < range.upperBound {
      let start = scanner.skippingPadding(index)
      if start < range.upperBound, scanner.bytes[start] == UInt8(ascii: "#") { found = start + 1 }
      index = scanner.skippingLineBreak(scanner.lineEnd(index))
    }
    return found
  }
}
