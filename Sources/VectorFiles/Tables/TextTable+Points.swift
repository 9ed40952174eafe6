internal import Matrices

extension TextTable {
  /// Reads the points of the table, which ends before a row of totals then.
  mutating func points(
    dropsBadRows: Bool, _ options: TableOptions, threads: Int
  ) throws(VectorFileError) -> VectorData {
    allowsShortRows = dropsBadRows
    do throws(VectorFileError) {
      return try read(dropsBadRows, options, threads)
    } catch {
      throw layout.isProse && error.kind == .badData ? failure.prose() : error
    }
  }

  private mutating func read(
    _ dropsBadRows: Bool, _ options: TableOptions, _ threads: Int
  ) throws(VectorFileError) -> VectorData {
    defer { withExtendedLifetime(source) {} }
    var choice = try ColumnChoice(self, options)
    var parsed = try parsed(choice.candidates, options, threads)
    if choice.addOverlooked(parsed.counts, rows: parsed.rows) {
      parsed = try self.parsed(choice.candidates, options, threads)
    }
    if options.leavesColumnsAside, options.skippedFooter == nil, let total = TotalRow(self), total.isTrue(of: parsed) {
      end(at: total.start)
      var data = try read(dropsBadRows, options, threads)
      data.notes.append(total.note)
      return data
    }
    let outcome = try choice.decided(by: parsed)
    parsed.keepColumns(outcome.slots)

    let bad = badRows(
      parsed.badValues(keepingMissing: options.keepsMissing), outcome.columns, parsed.counts, rows: parsed.rows)
    try bad.check(droppable: dropsBadRows, rows: parsed.rows, path: failure.path)
    if !bad.indices.isEmpty { parsed.dropRows(bad.indices) }
    var data = VectorData(
      points: .double(parsed.matrix()), elementType: .float64, droppedRowIndices: bad.indices, columns: outcome.columns)
    data.leftAside = outcome.leftAside
    data.notes = outcome.notes
    data.idColumn = outcome.idColumn
    data.textStyle = TextStyle(numbers: layout.isStyleEvident ? layout.style : nil, dresses: layout.dresses)
    return data
  }

  /// The numbers of some columns; an error about the number of cells says where the table seems to begin.
  private func parsed(
    _ chosen: [Int], _ options: TableOptions, _ threads: Int
  ) throws(VectorFileError) -> ParsedTable<Double> {
    do throws(VectorFileError) {
      return try TextTableParser(self, chosen: chosen, threads: threads).parse()
    } catch {
      guard case .line(let line, column: nil) = error.location, options.leavesColumnsAside, options.skippedLines == 0,
        original == nil, let before = LayoutHint(bytes, from: 0, reader: reader).linesBefore, before >= line
      else { throw error }
      var hinted = error
      hinted.advice = "the table seems to begin on line \(before + 1) (--skip-rows \(before))"
      throw hinted
    }
  }

  private func badRows(
    _ values: [BadValue], _ columns: [TableColumn], _ counts: [ColumnCounts], rows: Int
  ) -> BadRows {
    var bad = BadRows()
    guard let first = values.first else { return bad }
    let place = place(row: first.row, column: columns[first.column].index)
    let cell = bytes[place.cell.content]
    let column = place.column.name.map { ", column “\($0)”" } ?? ""
    let byte = place.byte.map { ", byte \($0)" } ?? ""
    bad.firstLocation = place.location
    bad.firstProblem = first.isEmptyRow ? "the row has no value" : problem(UnsafeBufferPointer(rebasing: cell))
    bad.firstPlace = "\(column)\(byte)"
    bad.indices = values.map(\.row)
    let isMostlyMissing: (TableColumn) -> Bool = { counts[$0.index].missing * 2 >= rows && rows >= 4 }
    if !columns.allSatisfy(isMostlyMissing) { bad.emptiest = columns.filter(isMostlyMissing).map(\.option) }
    return bad
  }

  private func problem(_ cell: UnsafeBufferPointer<UInt8>) -> String {
    if cell.isEmpty { return original == nil ? "the cell is empty" : "the value is missing" }
    if case .missing = reader.meaning(cell) { return "\(Excerpt.quoted(cell)) stands for a missing value" }
    return "\(Excerpt.quoted(cell)) is not a finite number"
  }
}
