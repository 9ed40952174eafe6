/// What the first lines of a text look like when read with one separator.
struct TextSample {
  /// A cell, the sign that its number wears, and whether it stands in parentheses.
  struct Cell {
    var cellClass: CellClass
    var dress: NumberDress?
    var isParenthesised: Bool
  }

  /// One record: a line, or several where a quoted cell holds line breaks.
  struct Record {
    var line: Int
    var start: Int
    var end: Int
    var cells: [CellClass] = []
    /// The signs of numbers, by column.
    var dresses: [Int: NumberDress] = [:]
    /// The columns of numbers in parentheses.
    var parenthesised: Set<Int> = []
    /// Whether a cell begins with a quotation mark that is its only one.
    var isUnclosed = false
    /// What the separator cuts apart.
    var cut = CutCells()

    var isAllWords: Bool { cells.contains { $0.isWord } && !cells.contains { $0.isNumeric } }
    /// The cells that are not missing.
    var filled: Int { cells.count { $0 != .missing } }

    func cell(_ column: Int) -> Cell? {
      guard column < cells.count else { return nil }
      return Cell(
        cellClass: cells[column], dress: dresses[column], isParenthesised: parenthesised.contains(column))
    }
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
    var hasNumbers = false
    while records.count < Self.records.most, records.count < Self.records.least || position - start < Self.byteLimit,
      let next = scanner.nextRecord(position, line: line)
    {
      let record = Self.record(scanner, start: next.start, line: next.line, reader)
      hasNumbers = hasNumbers || record.cells.contains { $0.isNumeric }
      if hasNumbers || !scanner.isRuler(record.start..<record.end) { records.append(record) }
      line = next.line + scanner.lineBreaks(in: record.start..<record.end) + 1
      position = scanner.skippingLineBreak(record.end)
    }
    comment = records.first.flatMap { Self.lastComment(scanner, start..<$0.start) }
  }

  /// The sample without its first records.
  func dropping(_ count: Int) -> TextSample {
    var rest = self
    rest.records.removeFirst(count)
    if count > 0 { rest.comment = nil }
    return rest
  }

  /// All records but the first, if there are others.
  var body: ArraySlice<Record> { records.count > 1 ? records.dropFirst() : records[...] }

  /// What the records from one on hold, per column.
  func samples(from first: Int, columns: Int, style: NumberStyle) -> [ColumnSample] {
    let rows = records[min(first, records.count)...]
    return (0..<columns).map { column in ColumnSample(rows.lazy.compactMap { $0.cell(column) }, style: style) }
  }

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

  /// Whether the separator cuts most records within quotation marks or brackets that they close.
  var isCut: Bool { records.count { $0.cut.isCut } * 2 > records.count }

  /// Whether it cuts lists of numbers in brackets in most records.
  var cutsLists: Bool { records.count { $0.cut.isCut && $0.cut.holdsList } * 2 > records.count }

  /// Whether every record, the first included, has the same number of cells, more than one.
  var isEven: Bool {
    let count = records[0].cells.count
    return records.count > 1 && count > 1 && records.allSatisfy { $0.cells.count == count }
  }

  /// How well the separator explains the body: whether it leaves whole what quotation marks and brackets hold together;
  /// whether all records have the same number of cells, more than one, or those behind lines of another kind, and whether
  /// the first record has it, too; then the numbers among these, then as few words as may be. Nil where it separates nothing.
  var score: (Int, Int, Int, Int, Int)? {
    let count = usualCellCount
    let usual = body.filter { $0.cells.count == count }
    guard count > 1 || records.contains(where: { $0.cells.count > 1 }) else { return nil }
    let cells = (count > 1 ? usual : Array(body)).lazy.flatMap(\.cells)
    let numbers = cells.count { $0.isNumeric }
    let isBehindOthers = count > 1 && table(of: count).count * 3 >= records.count
    let isMost = usual.count * 10 >= body.count * 9
    let share = count == 1 ? 0 : usual.count == body.count ? 2 : isMost || isBehindOthers ? 1 : 0
    let isLikeFirst = records[0].cells.count == count || isBehindOthers && !isMost
    let hasEvidence = numbers > 0 || isEven && !scanner.isWhitespace
    return (isCut ? 0 : 1, hasEvidence ? share : -1, isLikeFirst ? 1 : 0, numbers, -cells.count { $0.isWord })
  }

  /// The last records of so many cells, three at least, but for lines of words behind them.
  func table(of count: Int) -> Range<Int> {
    var end = records.count
    while end > 0, records[end - 1].cells.count != count, records[end - 1].isAllWords { end -= 1 }
    var start = end
    while start > 0, records[start - 1].cells.count == count { start -= 1 }
    return end - start >= 3 ? start..<end : end..<end
  }

  private static func record(_ scanner: TextScanner, start: Int, line: Int, _ reader: CellReader) -> Record {
    var record = Record(line: line, start: start, end: start)
    var index = start
    while true {
      let cell = scanner.cell(at: index)
      let content = UnsafeBufferPointer(rebasing: scanner.bytes[cell.content])
      var cellClass = CellClass(content, reader)
      if reader.undresses, cellClass.isWord, content.count <= 64, let (dress, number) = NumberDress.found(in: content) {
        let bare = number.withUnsafeBufferPointer { CellClass($0, reader) }
        if bare.isNumeric { (cellClass, record.dresses[record.cells.count]) = (bare, dress) }
      }
      if cellClass.isNumeric, content.contains(UInt8(ascii: "(")) { record.parenthesised.insert(record.cells.count) }
      record.cells.append(cellClass)
      if !cell.isQuoted, content.first == UInt8(ascii: "\""), !content.dropFirst().contains(UInt8(ascii: "\"")) {
        record.isUnclosed = true
      }
      if !cell.isQuoted { record.cut.add(content) }
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
