extension TextTable {
  /// The cells of a column as they are written, without quotation marks, one per row.
  func cells(ofColumn column: Int) throws(VectorFileError) -> [String] {
    defer { withExtendedLifetime(source) {} }
    var cells: [String] = []
    try forEachRecord { (record) throws(VectorFileError) in
      let cell = try cell(column, ofRecord: record.start, line: record.line)
      cells.append(layout.encoding.text(bytes[cell.content], isQuoted: cell.isQuoted))
      return true
    }
    return cells
  }

  /// The row and line of the first cell of a column of which `isFound` is true.
  func first(
    ofColumn column: Int, where isFound: (TextCell, TextCell.Meaning) -> Bool
  ) throws(VectorFileError) -> (row: Int, line: Int)? {
    defer { withExtendedLifetime(source) {} }
    var row = 0
    var found: (row: Int, line: Int)?
    try forEachRecord { (record) throws(VectorFileError) in
      let cell = try cell(column, ofRecord: record.start, line: record.line)
      if isFound(cell, reader.meaning(bytes, cell.content)) { found = (row, record.line) }
      row += 1
      return found == nil
    }
    return found
  }

  /// Calls `body` for one record after the other, as long as it returns true.
  private func forEachRecord(
    _ body: (_ record: (start: Int, line: Int)) throws(VectorFileError) -> Bool
  ) throws(VectorFileError) {
    var (position, line) = (layout.dataStart, layout.dataLine)
    while let record = scanner.nextRecord(position, line: line), try body(record) {
      let end = scanner.record(at: record.start).end
      position = scanner.skippingLineBreak(end)
      line = record.line + scanner.lineBreaks(in: record.start..<end) + 1
    }
  }

  private func cell(_ column: Int, ofRecord start: Int, line: Int) throws(VectorFileError) -> TextCell {
    let cells = allowsShortRows ? layout.columns.count : scanner.record(at: start).cells
    guard column < cells else {
      throw failure.ragged(
        line: line, cells: cells, expected: layout.columns.count, referenceLine: layout.referenceLine)
    }
    return scanner.cell(column, ofRecordAt: start)
  }
}
