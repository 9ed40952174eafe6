internal import Matrices

/// Reads a text of numbers: one row per line, as ``TextLayout`` found it, in one pass over the bytes.
struct TextMatrixParser: ~Copyable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let layout: TextLayout
  private let scanner: TextScanner
  private let converter: DecimalConverter
  private let failure: TextFailure
  private var elements: GrowingElements
  private var rows = 0
  private var bad = BadRows()

  /// Looks at the first lines.
  init(_ file: MappedFile) throws(VectorFileError) {
    bytes = file.bytes.bindMemory(to: UInt8.self)
    failure = TextFailure(path: file.path)
    converter = DecimalConverter()
    let start = try ByteOrderMark.end(in: bytes, failure)
    layout = try TextLayout(bytes, start: start, converter: converter, failure: failure)
    scanner = TextScanner(bytes: bytes, separator: layout.separator)
    // Every value takes at least two bytes; the estimate is touched only as far as it is filled.
    let estimatedRows = (bytes.count - layout.dataStart) / layout.rowLength * 9 / 8 + 1
    elements = GrowingElements(
      capacity: estimatedRows.multipliedReportingOverflow(by: layout.columns).partialValue
        .clamped(to: layout.columns...max(layout.columns, bytes.count / 2 + 1)))
  }

  /// The matrix and the rows left out; throws at the first cell that is no number, or about all bad rows at the end.
  consuming func parse(dropsBadRows: Bool) throws(VectorFileError) -> (matrix: Matrix<Double>, dropped: [Int]) {
    var position = layout.dataStart
    var line = layout.dataLine
    while let record = scanner.nextRecord(position, line: line) {
      position = scanner.skippingLineBreak(try parseRow(at: record.start, line: record.line))
      line = record.line + 1
    }
    try bad.check(droppable: dropsBadRows, rows: rows + bad.indices.count, path: failure.path)
    guard rows > 0 else { throw failure.noRows() }
    let (rows, columns, dropped) = (rows, layout.columns, bad.indices)
    return (elements.matrix(rows: rows, columns: columns), dropped)
  }

  /// The physical line of a row when none is left out.
  func line(ofRow row: Int) -> Int {
    var position = layout.dataStart
    var line = layout.dataLine
    var remaining = row
    while let record = scanner.nextRecord(position, line: line) {
      if remaining == 0 { return record.line }
      remaining -= 1
      position = scanner.skippingLineBreak(scanner.lineEnd(record.start))
      line = record.line + 1
    }
    return line
  }

  /// Reads the line whose first cell begins at `start`; returns where it ends.
  private mutating func parseRow(at start: Int, line: Int) throws(VectorFileError) -> Int {
    let (bytes, scanner, converter) = (bytes, scanner, converter)  // local: nothing can change them in the loop
    let columns = layout.columns
    let separator = layout.separator
    guard let row = elements.nextRow(columns: columns) else {
      throw .memory(failure.path, "the \(rows) rows x \(columns) numbers up to line \(line)")
    }
    var isBad = false
    var index = start
    var column = 0
    while column < columns {
      var end = index
      if let decimal = Decimal(bytes, at: &end) {
        let numberEnd = end
        if end < bytes.count, bytes[end] == UInt8(ascii: " ") { end = scanner.skippingPadding(end) }
        let isLast = scanner.isLineEnd(end)
        if isLast || bytes[end] == separator.byte || (separator == .whitespace && end > numberEnd) {
          let value = converter.value(
            of: decimal, text: UnsafeBufferPointer(rebasing: bytes[index..<numberEnd]))
          row[column] = value
          column += 1
          if !value.isFinite { isBad = isBad || noteBad(text: index..<numberEnd, line: line, column: column) }
          index = isLast ? end : separator == .whitespace ? end : scanner.skippingPadding(end + 1)
          if isLast { return try finishRow(isBad: isBad, cells: column, start: start, end: index, line: line) }
          continue
        }
      }
      let cell = scanner.cell(at: index)
      column += 1
      switch TextCell.Meaning(bytes, cell.content, converter) {
      case .number(let value): row[column - 1] = value
      case .missing, .notFinite: isBad = isBad || noteBad(text: cell.content, line: line, column: column)
      case .word:
        throw failure.word(
          UnsafeBufferPointer(rebasing: bytes[cell.content]), isUnclosed: cell.isUnclosed, line: line, column: column)
      }
      if cell.isLast { return try finishRow(isBad: isBad, cells: column, start: start, end: cell.next, line: line) }
      index = scanner.skippingPadding(cell.next)
    }
    throw ragged(start: start, line: line)
  }

  private mutating func finishRow(
    isBad: Bool, cells: Int, start: Int, end: Int, line: Int
  ) throws(VectorFileError) -> Int {
    guard cells == layout.columns else { throw ragged(start: start, line: line) }
    if !isBad {
      elements.commit(columns: layout.columns)
      rows += 1
    }
    return end
  }

  private func ragged(start: Int, line: Int) -> VectorFileError {
    failure.ragged(
      line: line, cells: scanner.cellCount(at: start), expected: layout.columns, referenceLine: layout.referenceLine)
  }

  /// Counts the current row as bad, because of one cell.
  @inline(never)
  private mutating func noteBad(text: Range<Int>, line: Int, column: Int) -> Bool {
    let cell = bytes[text]
    bad.append(
      rows + bad.indices.count, location: .line(line, column: column),
      problem: cell.isEmpty ? "the cell is empty" : "\(Excerpt.quoted(cell)) is not a finite number")
    return true
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
