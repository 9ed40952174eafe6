/// Reads the numbers of some columns in a part of a text, one row per record, in one pass over the bytes.
///
/// What is no number becomes NaN (an infinity, where it is one) and is counted; whoever called decides what that means.
struct TextRowParser: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let layout: TextLayout
  private let scanner: TextScanner
  private let reader: CellReader
  private let converter: DecimalConverter
  private let hasMarkedNumbers: Bool
  private let point: UInt8
  /// The point of numbers that are not quoted: a comma cannot be both point and separator.
  private let fastPoint: UInt8
  private let separator: UInt8
  private let isWhitespace: Bool
  private let failure: TextFailure
  private let allowsShortRows: Bool
  /// Where the values of a column go in a row; -1 for columns that are passed over.
  private let slots: [Int]
  private let slotCount: Int
  private var elements: GrowingElements<Double>
  private(set) var counts: [ColumnCounts]
  private(set) var rows = 0

  /// - Parameter chosen: the columns whose numbers make the rows, in this order.
  init(_ text: TextTable, chosen: [Int]) {
    bytes = text.bytes
    layout = text.layout
    scanner = text.scanner
    reader = text.reader
    converter = reader.converter
    point = reader.style.point
    separator = layout.separator.byte
    isWhitespace = layout.separator == .whitespace
    fastPoint = point == separator ? 0 : point
    hasMarkedNumbers = !reader.markers.numbers.isEmpty
    failure = text.failure
    allowsShortRows = text.allowsShortRows
    var slots = [Int](repeating: -1, count: layout.columns.count)
    for (slot, column) in chosen.enumerated() { slots[column] = slot }
    self.slots = slots
    slotCount = chosen.count
    counts = []
    elements = GrowingElements(capacity: slotCount)
  }

  /// Reads the rows that begin in a range, which begins with a line and ends where one does or the text; whatever was read
  /// before is forgotten.
  ///
  /// - Returns: where the line behind the last of them begins.
  /// - Throws: at the first row that has too many or too few cells.
  mutating func parse(_ range: Range<Int>) throws(VectorFileError) -> Int {
    (rows, counts) = (0, Array(repeating: ColumnCounts(), count: slots.count))
    elements.shorten(to: 0)
    let (scanner, converter, slots) = (scanner, converter, slots)  // retained once, not for every row
    return try slots.withUnsafeBufferPointer { slots throws(VectorFileError) in
      var position = range.lowerBound
      // Up to here, nothing but separators is known to end with a cell.
      var filled = position
      while let record = scanner.nextRecord(position, line: 0, before: range.upperBound) {
        if record.start > layout.dataStart, record.start >= filled, bytes[record.start] == separator {
          filled = scanner.skippingEmptyCells(record.start)
          if filled == bytes.count { return filled }
        }
        position = scanner.skippingLineBreak(try parseRow(at: record.start, scanner, converter, slots))
      }
      return max(position, range.upperBound)
    }
  }

  /// Copies the numbers of all rows.
  func copy(to target: UnsafeMutablePointer<Double>) {
    elements.withUnsafeElements { elements in
      if let start = elements.baseAddress { target.update(from: start, count: elements.count) }
    }
  }

  /// Reads the record whose first cell begins at `start`; returns where it ends.
  private mutating func parseRow(
    at start: Int, _ scanner: TextScanner, _ converter: DecimalConverter, _ slots: UnsafeBufferPointer<Int>
  ) throws(VectorFileError) -> Int {
    let (bytes, point, fastPoint, separator, isWhitespace) = (bytes, point, fastPoint, separator, isWhitespace)
    guard let row = elements.nextRow(columns: slotCount) else {
      throw .memory(failure.path, "\(rows) rows x \(slotCount) numbers")
    }
    var index = start
    var column = 0
    while column < slots.count {
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
            if hasMarkedNumbers || !value.isFinite { row[slot] = note(reader.meaning(value), column) }
          } else {
            counts[column].numbers += 1
          }
          column += 1
          if isLast { return try finishRow(row, column, start: start, end: end) }
          index = isWhitespace ? end : scanner.skippingPadding(end + 1)
          continue
        }
      }
      let cell = parseCell(at: index, column, row)
      column += 1
      if cell.isLast { return try finishRow(row, column, start: start, end: cell.next) }
      index = scanner.skippingPadding(cell.next)
    }
    throw ragged(start)
  }

  /// Reads a cell that is no bare number.
  @inline(never)
  private mutating func parseCell(
    at index: Int, _ column: Int, _ row: UnsafeMutableBufferPointer<Double>
  ) -> TextCell {
    let cell = scanner.cell(at: index)
    let slot = slots[column]
    if slot >= 0 {
      let dress = layout.dresses[column]
      let meaning = reader.meaning(bytes, cell.content, dress)
      var value = note(meaning, column)
      if case .notFinite = meaning, MissingMarkers.isNaN(UnsafeBufferPointer(rebasing: bytes[cell.content])) {
        value = .nan
      }
      if dress != nil, value.isFinite, !bytes[cell.content].allSatisfy({ "+-.,0123456789".utf8.contains($0) }) {
        counts[column].dressed += 1
      }
      row[slot] = value
    } else if cell.isQuoted, !cell.content.isEmpty, bytes[cell.content.lowerBound] < UInt8(ascii: ":"),
      case .number = reader.meaning(bytes, cell.content)
    {
      counts[column].numbers += 1
    }
    return cell
  }

  private mutating func finishRow(
    _ row: UnsafeMutableBufferPointer<Double>, _ cells: Int, start: Int, end: Int
  ) throws(VectorFileError) -> Int {
    if cells < slots.count {
      guard allowsShortRows else { throw ragged(start) }
      noteMissing(from: cells, row)
    }
    elements.commit(columns: slotCount)
    rows += 1
    return end
  }

  /// Counts the cells that a short row lacks. Which of its cells they are cannot be known: it is no point, whatever it holds.
  @inline(never)
  private mutating func noteMissing(from column: Int, _ row: UnsafeMutableBufferPointer<Double>) {
    for column in column..<slots.count where slots[column] >= 0 {
      _ = note(.missing, column)
      row[slots[column]] = .noNumber
    }
    guard slotCount > 0, !row.contains(where: { !$0.isFinite }), let last = slots.firstIndex(of: slotCount - 1) else {
      return
    }
    _ = note(.missing, last)
    row[slotCount - 1] = .noNumber
  }

  private func ragged(_ start: Int) -> VectorFileError {
    failure.ragged(
      line: line(start), cells: scanner.record(at: start).cells, expected: slots.count,
      referenceLine: layout.referenceLine)
  }

  /// The number of the line that begins at a place.
  private func line(_ start: Int) -> Int { layout.dataLine + scanner.lineBreaks(in: layout.dataStart..<start) }

  /// Counts what is no number; returns what stands for it.
  @inline(never)
  private mutating func note(_ meaning: TextCell.Meaning, _ column: Int) -> Double {
    switch meaning {
    case .number(let value): return value
    case .missing:
      counts[column].missing += 1
      return .nan
    case .notFinite: counts[column].notFinite += 1
    case .word:
      if counts[column].words == 0 { counts[column].firstWord = rows }
      counts[column].words += 1
    }
    return .noNumber
  }
}
