/// Reads the numbers of some columns of a text, one row per record, in one pass over the bytes.
///
/// What is no number becomes NaN (an infinity, where it is one) and is counted; whoever called decides what that means.
struct TextTableParser: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let layout: TextLayout
  private let scanner: TextScanner
  private let reader: CellReader
  private let converter: DecimalConverter
  private let hasMarkedNumbers: Bool
  private let failure: TextFailure
  /// Where the values of a column go in a row; -1 for columns that are passed over.
  private let slots: [Int]
  private let slotCount: Int
  private var elements: GrowingElements
  private var counts: [ColumnCounts]
  private var rows = 0

  /// - Parameter chosen: the columns whose numbers make the rows, in this order.
  init(_ text: TextTable, chosen: [Int]) {
    bytes = text.source.bytes
    layout = text.layout
    scanner = text.scanner
    reader = text.reader
    converter = reader.converter
    hasMarkedNumbers = !reader.markers.numbers.isEmpty
    failure = text.failure
    var slots = [Int](repeating: -1, count: layout.columns.count)
    for (slot, column) in chosen.enumerated() { slots[column] = slot }
    self.slots = slots
    slotCount = chosen.count
    counts = Array(repeating: ColumnCounts(), count: layout.columns.count)
    // Every value takes at least two bytes; the estimate is touched only as far as it is filled.
    let estimatedRows = (bytes.count - layout.dataStart) / layout.rowLength * 9 / 8 + 1
    elements = GrowingElements(
      capacity: estimatedRows.multipliedReportingOverflow(by: slotCount).partialValue
        .clamped(to: slotCount...max(slotCount, bytes.count / 2 + 1)))
  }

  /// Reads all rows; throws at the first that has too many or too few cells.
  consuming func parse() throws(VectorFileError) -> ParsedTable {
    var position = layout.dataStart
    var line = layout.dataLine
    while let record = scanner.nextRecord(position, line: line) {
      let (end, breaks) = try parseRow(at: record.start, line: record.line)
      position = scanner.skippingLineBreak(end)
      line = record.line + breaks + 1
    }
    guard rows > 0 else { throw failure.noRows() }
    let (rows, columns, counts) = (rows, slotCount, counts)
    return ParsedTable(elements: elements, rows: rows, columns: columns, counts: counts)
  }

  /// Reads the record whose first cell begins at `start`; returns where it ends, and how many line breaks it holds.
  private mutating func parseRow(at start: Int, line: Int) throws(VectorFileError) -> (end: Int, breaks: Int) {
    let (bytes, scanner, converter) = (bytes, scanner, converter)  // local: nothing can change them in the loop
    let columns = slots.count
    let separator = scanner.separator.byte
    let isWhitespace = scanner.separator == .whitespace
    let point = reader.style.point
    // A comma cannot be both.
    let fastPoint = point == separator ? 0 : point
    guard let row = elements.nextRow(columns: slotCount) else {
      throw .memory(failure.path, "the \(rows) rows x \(slotCount) numbers up to line \(line)")
    }
    var index = start
    var column = 0
    var breaks = 0
    while column < columns {
      let slot = slots[column]
      var end = index
      // Words are not even looked at.
      let mayBeNumber = slot >= 0 || (index < bytes.count && bytes[index] < UInt8(ascii: ":"))
      if mayBeNumber, let decimal = Decimal(bytes, at: &end, point: fastPoint) {
        let numberEnd = end
        if end < bytes.count, bytes[end] == UInt8(ascii: " ") { end = scanner.skippingPadding(end) }
        let isLast = scanner.isLineEnd(end)
        if isLast || bytes[end] == separator || (isWhitespace && end > numberEnd) {
          if slot >= 0 {
            let value = converter.value(
              of: decimal, text: UnsafeBufferPointer(rebasing: bytes[index..<numberEnd]), point: point)
            row[slot] = value
            if !value.isFinite || hasMarkedNumbers { row[slot] = note(reader.meaning(value), column) }
          } else {
            counts[column].numbers += 1
          }
          column += 1
          if isLast { return (try finishRow(column, start: start, end: end, line: line), breaks) }
          index = isWhitespace ? end : scanner.skippingPadding(end + 1)
          continue
        }
      }
      let cell = scanner.cell(at: index)
      if slot >= 0 {
        row[slot] = cell.isUnclosed ? note(.word, column) : note(reader.meaning(bytes, cell.content), column)
      } else if cell.isQuoted, case .number = reader.meaning(bytes, cell.content) {
        counts[column].numbers += 1
      }
      if cell.isUnclosed { throw unclosed(cell, line: line, column) }
      if cell.spansLines { breaks += scanner.lineBreaks(in: cell.content) }
      column += 1
      if cell.isLast { return (try finishRow(column, start: start, end: cell.next, line: line), breaks) }
      index = scanner.skippingPadding(cell.next)
    }
    throw ragged(start: start, line: line)
  }

  private mutating func finishRow(_ cells: Int, start: Int, end: Int, line: Int) throws(VectorFileError) -> Int {
    guard cells == slots.count else { throw ragged(start: start, line: line) }
    elements.commit(columns: slotCount)
    rows += 1
    return end
  }

  private func ragged(start: Int, line: Int) -> VectorFileError {
    failure.ragged(
      line: line, cells: scanner.record(at: start).cells, expected: slots.count, referenceLine: layout.referenceLine)
  }

  private func unclosed(_ cell: TextCell, line: Int, _ column: Int) -> VectorFileError {
    failure.word(bytes, CellPlace(line: line, column: layout.columns[column], cell: cell), reader)
  }

  /// Counts what is no number; returns what stands for it.
  @inline(never)
  private mutating func note(_ meaning: TextCell.Meaning, _ column: Int) -> Double {
    switch meaning {
    case .number(let value): return value
    case .missing: counts[column].missing += 1
    case .notFinite: counts[column].notFinite += 1
    case .word:
      if counts[column].words == 0 { counts[column].firstWord = rows }
      counts[column].words += 1
    }
    return .nan
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
